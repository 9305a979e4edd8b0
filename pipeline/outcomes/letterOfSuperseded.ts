import type { Job } from '../../contract/job.ts';
import type { Successor } from '../claim/superseded.ts';
import { dueLetter } from '../notify/deadLetter.ts';

/**
 * Of a job that gave way while its message was acknowledged. A new version of a source comes with a message of its own; that
 * it is wished otherwise may come with none, where a file beside it or a webhook was deleted, or a rule changed: its own looks again.
 */
export function letterOfSuperseded(
  job: Pick<Job, 'jobId' | 'attempts'>,
  by: Successor,
): { letterId?: string } {
  return by === 'wish' ? { letterId: dueLetter(job) } : {};
}
