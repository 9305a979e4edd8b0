import { BEATS_A_LEASE } from '../attempt/expectedRequests.ts';
import type { Ports } from '../ports/ports.ts';
import { giveBack } from '../worker/giveBack.ts';
import type { Settings } from '../worker/settings.ts';
import { checkUnchanged } from './checkUnchanged.ts';
import type { Claim } from './claim.ts';
import { Lease } from './lease.ts';
import { beatMs, withHeartbeat } from './withHeartbeat.ts';

/**
 * Runs `work` under the job's lease, with a heartbeat. A lease that is lost aborts the signal, and with it the work:
 * somebody else has the job now. So does a source that was overwritten or deleted: nobody would get to see what is made
 * of it. And so does a worker that has to end: another one makes it.
 */
export async function withLease<T>(
  claim: Omit<Claim, 'lease' | 'signal'>,
  settings: Pick<Settings, 'leaseSeconds'>,
  { ledger, sources }: Pick<Ports, 'ledger' | 'sources'>,
  work: (claim: Claim) => Promise<T>,
): Promise<T> {
  const lease = new Lease(claim, ledger, beatMs(settings));
  const stay = giveBack(lease, claim.received.leaving);
  let beats = 0;
  const beat = () => {
    beats += 1;
    // Once a lease: each look is three requests, for what is rare and seen at the latest ahead of publishing.
    if (beats % BEATS_A_LEASE === 0) lease.stopOn(checkUnchanged(claim.job, claim.kind, { sources, ledger }));
  };
  try {
    return await withHeartbeat(claim.received, settings, beat, () =>
      work({ ...claim, lease, signal: lease.signal }),
    );
  } finally {
    stay();
    lease.close();
  }
}
