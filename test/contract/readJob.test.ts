import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { type LedgerJob, readJob } from '../../contract/readJob.ts';

/** An item as earlier versions wrote it, with what nobody but the pipeline reads. */
const WRITTEN = {
  jobId: '0123456789abcdef0123456789abcdef',
  sourceId: 'fanreel-input/a.mov',
  source: { bucket: 'fanreel-input', key: 'a.mov', version: 'v1', sizeBytes: 5_000 },
  rendition: '720p',
  presetHash: '0123456789ab',
  state: 'complete',
  engine: 'ffmpeg',
  reason: 'it fits into the function',
  predictedSeconds: 12.5,
  progress: 100,
  plan: { kind: 'video', container: 'mp4', durationSeconds: 10 },
  warnings: ['The sound is cut.'],
  attempts: [
    {
      number: 1,
      messageId: 'm1',
      startedAt: '2026-11-20T10:00:10.000Z',
      endedAt: '2026-11-20T10:00:12.000Z',
    },
    { number: 2, messageId: 'm1', startedAt: '2026-11-20T10:01:10.000Z', outcome: 'complete', usd: 0.001 },
  ],
  output: {
    bucket: 'fanreel-720p',
    key: 'a.mov.mp4',
    eTag: '"e"',
    sizeBytes: 1_000,
    durationSeconds: 10,
    incomplete: { seconds: 10, missingSeconds: 2.5 },
    width: 1_280,
    height: 720,
  },
  message: { id: 'm1', body: '{}', attributes: {}, sentAt: '2026-11-20T10:00:00.000Z' },
  queueUrl: 'http://127.0.0.1:4566/000000000000/fanreel-720p',
  outputBucket: 'fanreel-720p',
  createdAt: '2026-11-20T10:00:10.000Z',
  day: '2026-11-20',
  updatedAt: '2026-11-20T10:01:20.000Z',
  expiresAt: 1_800_000_000,
};

describe("a ledger's item", () => {
  it('is read as it was written before, with all that is in it', () => {
    expect(readJob(WRITTEN)).toEqual(WRITTEN);
  });

  it('is read of a message that never became a job', () => {
    const failure = { class: 'input', code: 'bad-message', message: 'The message cannot be read.' };
    const { engine: _, progress: __, output: ___, ...rest } = WRITTEN;
    const written = { ...rest, presetHash: '', state: 'failed', attempts: [], failure };
    expect(readJob(written)).toEqual(written);
  });

  it('may have fields and values that a later version added', () => {
    const written = { ...WRITTEN, engine: 'segments', segments: 12 };
    expect(readJob(written)).toEqual(written);
    expect(readJob({ ...WRITTEN, state: 'archived' }).state).toBe('archived');
  });

  it('is refused by the name of what is wrong', () => {
    expect(() => readJob({ ...WRITTEN, attempts: undefined })).toThrow(/attempts/);
  });

  it('is read whatever the pipeline writes, or this would not compile', () => {
    const asRead = (job: Job): LedgerJob => job;
    expect(asRead).toBeTypeOf('function');
  });
});
