import type { Job } from '../../contract/job.ts';
import { asFailure } from '../../failures/failure.ts';
import { endAttemptHere } from '../attempt/attempt.ts';
import type { Claim } from '../claim/claim.ts';
import { Superseded } from '../claim/superseded.ts';
import { notify } from '../notify/notify.ts';
import { type AttemptEnd, decidedOf } from '../ports/jobChange.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../worker/settings.ts';
import { endDropped } from './endDropped.ts';
import { willComeAgain } from './retry.ts';

/**
 * Records and tells that an attempt ended with this error; returns the job as it is then. Where the ledger cannot be
 * reached, the lease runs out by itself; the failure to tell is the first one.
 */
export async function endAttemptAs(
  error: unknown,
  claim: Claim,
  settings: Settings,
  { ledger, statuses }: Pick<Ports, 'ledger' | 'statuses'>,
): Promise<Job> {
  const { job: claimed, owner } = claim;
  // The attempt may have given way to a second one, and been submitted: only the ledger knows.
  const job = await ledger.get(claimed.jobId).catch(() => null);
  if (job?.state === 'dropped' && job.attempts.length === claimed.attempts.length) {
    const attempts = endAttemptHere(job, 'dropped', claim, settings);
    return await endDropped(job, attempts, { ledger, statuses }).catch(() => job);
  }
  if (job?.state !== 'running' || job.leaseOwner !== owner) return claimed;
  const change = { ...decidedOf(job), ...endOf(job, error, claim, settings) };
  const ended: Job = { ...job, ...change };
  await ledger
    .release(job.jobId, owner, change)
    .then(wished => notify({ ...ended, ...wished }, { ledger, statuses }))
    .catch(() => {});
  return ended;
}

/** Not done, and in nobody's hands. */
type Broken = Exclude<AttemptEnd, { state: 'complete' | 'submitted' | 'held' | 'dropped' }>;

function endOf(job: Job, error: unknown, claim: Claim, settings: Settings): Broken {
  if (error instanceof Superseded) {
    return { state: 'superseded', attempts: endAttemptHere(job, 'superseded', claim, settings) };
  }
  const failure = asFailure(error);
  const state = willComeAgain(failure, claim.received, settings) ? 'queued' : 'failed';
  return { state, failure, attempts: endAttemptHere(job, failure.code, claim, settings) };
}
