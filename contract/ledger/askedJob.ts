import type { JobItem } from '../job.ts';
import { indexedBy } from '../ledgerTable.ts';

/** What is known of a job before anybody has begun it. */
export type AskedFor = Pick<
  JobItem,
  'jobId' | 'source' | 'rendition' | 'presetHash' | 'message' | 'queueUrl' | 'outputBucket'
>;

/** The item of a job that was asked for, and that nobody has begun. It expires at `expiresAt`, seconds since 1970. */
export function askedJob(asked: AskedFor, expiresAt: number): JobItem {
  const now = new Date().toISOString();
  return {
    ...asked,
    ...indexedBy(asked.source, now),
    state: 'queued',
    attempts: [],
    createdAt: now,
    updatedAt: now,
    expiresAt,
  };
}
