import type { Job, Output } from '../../contract/job.ts';
import { endAttemptHere } from '../attempt/attempt.ts';
import { notify } from '../notify/notify.ts';
import type { Claim, Worker } from '../worker/worker.ts';

/** Records that the output of a claimed job is there, and tells it. */
export async function complete(claim: Claim, output: Output, worker: Worker): Promise<Job> {
  const { job, owner } = claim;
  const change = {
    state: 'complete' as const,
    output,
    progress: 100,
    attempts: endAttemptHere(job, 'complete', claim, worker),
  };
  await worker.ledger.release(job.jobId, owner, change);
  const ended: Job = { ...job, ...change };
  await notify(ended, worker).catch(() => {});
  return ended;
}
