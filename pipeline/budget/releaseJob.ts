import type { HeldJob } from '../../contract/job.ts';
import type { Released } from '../../contract/ledger/notRun.ts';
import type { DeadLetters } from '../ports/deadLetters.ts';

export interface ReleasePorts {
  /** Lets a job go as it was seen; false where it has changed meanwhile. */
  letGo(job: Pick<HeldJob, 'jobId' | 'updatedAt'>, released?: Released): Promise<boolean>;
  deadLetters: Pick<DeadLetters, 'requeue'>;
}

/**
 * Lets a job go that was held: its message comes back into its queue. Where that is somebody's will no budget counts for it from
 * then on. False where somebody was quicker.
 */
export async function releaseJob(
  job: Pick<HeldJob, 'jobId' | 'updatedAt' | 'queueUrl' | 'message'>,
  { letGo, deadLetters }: ReleasePorts,
  released?: Released,
): Promise<boolean> {
  if (!(await letGo(job, released))) return false;
  // Should it stop here, the job is overdue some time later, and is asked for again.
  if ('body' in job.message) await deadLetters.requeue(job.queueUrl, job.message);
  return true;
}
