import type { Ports } from '../ports/ports.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import { checkUnchanged } from './checkUnchanged.ts';
import type { Claim } from './claim.ts';
import { Lease } from './lease.ts';

/** A message comes back just after its worker's lease ended, so that whoever gets it finds the job free, seconds. */
const AFTER_LEASE_SECONDS = 1;

/**
 * Runs `work` under the job's lease. A heartbeat, every third of the lease's length, keeps the message hidden: the message
 * of a worker that died is back as soon as its lease is over, not after the queue's own long timeout. A lease that is
 * lost aborts the signal, and with it the work: somebody else has the job now. So does a source that was overwritten or
 * deleted: nobody would get to see what is made of it.
 */
export async function withLease<T>(
  claim: Omit<Claim, 'lease' | 'signal'>,
  { leaseSeconds }: Pick<Settings, 'leaseSeconds'>,
  { ledger, sources }: Pick<Ports, 'ledger' | 'sources'>,
  work: (claim: Claim) => Promise<T>,
): Promise<T> {
  const everyMs = (leaseSeconds / 3) * 1_000;
  const lease = new Lease(claim, ledger, everyMs);
  const heartbeat = setInterval(() => {
    lease.stopOn(checkUnchanged(claim.job.source, sources));
    void hide(claim.received, leaseSeconds);
  }, everyMs);
  try {
    await hide(claim.received, leaseSeconds);
    return await work({ ...claim, lease, signal: lease.signal });
  } finally {
    clearInterval(heartbeat);
    lease.close();
  }
}

/** Where even this fails, the queue's own timeout holds, or a second receive meets the lease. */
function hide(received: QueueMessage, leaseSeconds: number): Promise<void> {
  return received.keepHidden(leaseSeconds + AFTER_LEASE_SECONDS).catch(() => {});
}
