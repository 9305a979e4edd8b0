import { endAttempt } from './attempt.ts';
import { functionCost } from './attemptCost.ts';
import type { Job, Output } from './job.ts';
import { tell } from './tell.ts';
import type { Claim, Worker } from './worker.ts';

/** Records that the output of a claimed job is there, and tells it. */
export async function complete({ job, owner }: Claim, output: Output, worker: Worker): Promise<Job> {
  const change = {
    state: 'complete' as const,
    output,
    progress: 100,
    attempts: endAttempt(job, 'complete', seconds => functionCost(seconds, worker.limits)),
  };
  await worker.ledger.release(job.jobId, owner, change);
  const ended: Job = { ...job, ...change };
  await tell(ended, worker).catch(() => {});
  return ended;
}
