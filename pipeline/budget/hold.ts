import type { HeldJob } from '../../contract/job.ts';
import type { Held } from '../../contract/ledger/notRun.ts';
import { endAttemptHere } from '../attempt/attempt.ts';
import type { Claim } from '../claim/claim.ts';
import { notify } from '../notify/notify.ts';
import { type Decided, decidedOf } from '../ports/jobChange.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../worker/settings.ts';

/** Puts a job by that is over a budget, with its message, and tells it. */
export async function hold(
  claim: Claim,
  held: Held,
  decided: Decided,
  settings: Pick<Settings, 'size' | 'budget'>,
  { ledger, statuses }: Pick<Ports, 'ledger' | 'statuses'>,
): Promise<HeldJob> {
  const { job, owner, received } = claim;
  const change = {
    ...decidedOf(decided),
    ...{ state: 'held' as const, held, message: received.message },
    attempts: endAttemptHere(job, 'held', claim, settings),
  };
  const wished = await ledger.release(job.jobId, owner, change);
  const ended = { ...job, ...change, ...wished } as HeldJob;
  await notify(ended, { ledger, statuses }).catch(() => {}); // the ledger knows that it is still to be told
  return ended;
}
