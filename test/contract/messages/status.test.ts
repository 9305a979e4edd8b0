import { describe, expect, it } from 'vitest';
import {
  type News,
  readStatus,
  type Status,
  statusAttributes,
  writeStatus,
} from '../../../contract/messages/status.ts';

/** As earlier versions write it, whole. */
const WRITTEN = {
  schema: 'fanreel.status/1',
  at: '2026-11-20T10:00:30.000Z',
  rendition: '720p',
  state: 'complete',
  jobId: '0123456789abcdef0123456789abcdef',
  source: { bucket: 'fanreel-input', key: 'a.mov', version: 'v1' },
  messageId: 'message-1',
  engine: 'ffmpeg',
  reason: 'it fits into the function',
  predictedSeconds: 12.5,
  progress: 100,
  output: {
    bucket: 'fanreel-720p',
    key: 'a.mov.mp4',
    eTag: '"e"',
    checksum: 'crc32:Nks/tw==',
    sizeBytes: 1_000,
    durationSeconds: 10,
    incomplete: { seconds: 10, missingSeconds: null },
    width: 1_280,
    height: 720,
  },
  warnings: ['The sound is cut.'],
  attempt: 2,
};

describe('a status', () => {
  it('is read as it was written before, with all that is in it', () => {
    expect(readStatus(JSON.stringify(WRITTEN))).toEqual(WRITTEN);
  });

  it('is read of a message that never became a job', () => {
    const failure = { class: 'input', code: 'bad-message', message: 'The message cannot be read.' };
    const written = { schema: WRITTEN.schema, at: WRITTEN.at, rendition: '720p', state: 'failed', failure };
    expect(readStatus(JSON.stringify(written))).toEqual(written);
  });

  it('keeps what a later version added', () => {
    const written = {
      ...WRITTEN,
      engine: 'segments',
      state: 'archived',
      output: { ...WRITTEN.output, colours: 'bt709' },
      new: 1,
    };
    expect(readStatus(JSON.stringify(written))).toEqual(written);
  });

  it('is written as it is read', () => {
    const { schema: _, at, ...news } = WRITTEN;
    const body = writeStatus(news as News, new Date(at));
    expect(JSON.parse(body)).toEqual(WRITTEN);
    expect(statusAttributes(readStatus(body) as Status)).toMatchObject({
      state: { StringValue: 'complete' },
      rendition: { StringValue: '720p' },
    });
  });

  it.each(['', 'null', '{}', '{"schema":"fanreel.request/1"}', '{"schema":"fanreel.status/1"}'])(
    'is not what %j is',
    body => {
      expect(readStatus(body)).toBeNull();
    },
  );
});
