import { HANDED_ON } from '../../../contract/compute/handedOn.ts';
import type { SubmittedJob } from '../../../contract/job.ts';
import { endAttemptHere } from '../../attempt/attempt.ts';
import type { Claim } from '../../claim/claim.ts';
import type { Prepared } from '../../kinds/prepared.ts';
import { notify } from '../../notify/notify.ts';
import type { Worker } from '../../worker/worker.ts';
import { longJobsOf } from './fits.ts';

/**
 * Puts a job's message where containers take it, and gives the job up. The ledger has all of that message by now, and says that the
 * function still has the job until this is over: should it die in between, its own message comes again and is handed on once more,
 * and whichever is taken first has the job. Where SQS has taken a message although its answer did not come, there are two of them.
 */
export async function handOn(
  { plan }: Prepared,
  claim: Claim,
  { settings, ports }: Worker,
): Promise<SubmittedJob> {
  const { job, owner, received, signal } = claim;
  const { queueUrl } = longJobsOf(settings);
  signal.throwIfAborted();
  await ports.deadLetters.handOn(queueUrl, received.message);
  const change = {
    state: 'submitted' as const,
    progress: 0,
    queueUrl,
    attempts: endAttemptHere(job, HANDED_ON, claim, settings),
  };
  const wished = await ports.ledger.release(job.jobId, owner, change);
  const submitted: SubmittedJob = { ...job, ...change, ...wished, plan };
  await notify(submitted, ports).catch(() => {});
  return submitted;
}
