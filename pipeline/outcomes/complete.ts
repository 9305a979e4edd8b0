import type { Job, Output } from '../../contract/job.ts';
import { endAttemptHere } from '../attempt/attempt.ts';
import type { Claim } from '../claim/claim.ts';
import { notify } from '../notify/notify.ts';
import { decidedOf } from '../ports/jobChange.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../worker/settings.ts';

/** Records that the output of a claimed job is there, and tells it. */
export async function complete(
  claim: Claim,
  output: Output,
  settings: Pick<Settings, 'size' | 'budget'>,
  { ledger, statuses }: Pick<Ports, 'ledger' | 'statuses'>,
): Promise<Job> {
  const { job, owner } = claim;
  const change = {
    ...decidedOf(job),
    state: 'complete' as const,
    output,
    progress: 100,
    attempts: endAttemptHere(job, 'complete', claim, settings),
  };
  const wished = await ledger.release(job.jobId, owner, change);
  const ended: Job = { ...job, ...change, ...wished };
  await notify(ended, { ledger, statuses }).catch(() => {});
  return ended;
}
