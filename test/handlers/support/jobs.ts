import type { Attempt, Job, JobItem } from '../../../contract/job.ts';
import { jobOf } from '../../../contract/jobOf.ts';

const MESSAGE = { id: 'message-1', body: '{}', attributes: {}, sentAt: '2026-11-20T10:00:00.000Z' };

const OUTPUT = {
  ...{ bucket: 'out', key: 'a.mp4', eTag: 'e' },
  ...{ sizeBytes: 1, durationSeconds: 1, width: 2, height: 2 },
};

/** An attempt by ffmpeg that took from 10:00:10 to 10:00:30 and came to this. */
export function attempt(more: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    messageId: MESSAGE.id,
    startedAt: '2026-11-20T10:00:10.000Z',
    endedAt: '2026-11-20T10:00:30.000Z',
    engine: 'ffmpeg',
    outcome: 'complete',
    seconds: 20,
    billedSeconds: 20,
    usd: 0.001,
    ...more,
  };
}

/** A job for `a.mp4` whose message was sent at 10:00:00. */
export function job(more: Partial<JobItem> = {}): Job {
  return jobOf({
    jobId: 'job-1',
    sourceId: 'in/a.mp4',
    source: { bucket: 'in', key: 'a.mp4', version: 'v1', sizeBytes: 1 },
    rendition: '720p',
    presetHash: 'hash',
    state: 'complete',
    output: OUTPUT,
    attempts: [attempt()],
    message: MESSAGE,
    queueUrl: 'queue',
    outputBucket: 'out',
    createdAt: '2026-11-20T10:00:10.000Z',
    day: '2026-11-20',
    updatedAt: '2026-11-20T10:00:30.000Z',
    expiresAt: 0,
    ...more,
  });
}
