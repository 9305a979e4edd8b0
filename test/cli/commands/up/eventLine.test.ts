import { describe, expect, it } from 'vitest';
import { eventLine } from '../../../../cli/commands/up/eventLine.ts';

const at = '2026-01-02T03:04:05.000Z';
const source = { bucket: 'fanreel-input', key: 'a\nb.mp4', version: 'v1' };
const job = { at, source, rendition: '720p', jobId: 'job1' };
const output = {
  bucket: 'fanreel-720p',
  key: 'a\nb.mp4',
  sizeBytes: 2_100_000,
  durationSeconds: 75,
  width: 1280,
  height: 720,
};
const failure = { class: 'input', code: 'no-video', message: 'There is\nno video.' } as const;

describe('eventLine', () => {
  it.each([
    [
      {
        at,
        event: 'received',
        source: { ...source, sizeBytes: 6_800_000 },
        via: 'upload',
        renditions: ['720p', '1080p'],
      },
      'received       a\\nb.mp4 (6.8 MB) for 720p, 1080p',
    ],
    [
      { ...job, event: 'routed', engine: 'ffmpeg', predictedSeconds: 3.24, reason: 'it fits' },
      'routed         a\\nb.mp4 720p to ffmpeg, about 3.2 s: it fits',
    ],
    [{ ...job, event: 'progress', progress: 40 }, 'progress       a\\nb.mp4 720p 40 %'],
    [
      { ...job, event: 'complete', output },
      'complete       a\\nb.mp4 720p s3://fanreel-720p/a\\nb.mp4 (1280x720, 1 min 15 s, 2.1 MB)',
    ],
    [{ ...job, event: 'failed', failure }, 'failed         a\\nb.mp4 720p: There is no video.'],
    [
      { at, event: 'failed', rendition: '720p', messageId: 'm1', failure },
      'failed         message m1 720p: There is no video.',
    ],
    [
      {
        at,
        event: 'dead-lettered',
        rendition: '720p',
        queue: 'fanreel-720p',
        messageId: 'm1',
        body: '{',
        receiveCount: 5,
      },
      'dead-lettered  message m1 720p, 5 receives; mend the cause, then "npx fanreel redrive 720p"',
    ],
    [
      { at, event: 'upload-failed', path: '/in/a.mp4', key: 'a.mp4', message: 'no', retryInSeconds: 2 },
      'upload-failed  /in/a.mp4: no (trying again in 2 s)',
    ],
  ] as const)('words %j', (event, text) => {
    const line = eventLine(event as Parameters<typeof eventLine>[0]);
    expect(line).toMatch(/^\d\d:\d\d:\d\d {2}/);
    expect(line.slice(10)).toBe(text);
  });

  it('names the object that a dead-lettered request was for', () => {
    const body = JSON.stringify({ schema: 'fanreel.request/1', source });
    const letter = { rendition: '720p', queue: 'fanreel-720p', messageId: 'm1', body, receiveCount: 5 };
    expect(eventLine({ at, event: 'dead-lettered', ...letter })).toContain('a\\nb.mp4 720p, 5 receives');
  });
});
