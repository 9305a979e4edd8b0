import { LostLease } from '../ports/lostLease.ts';
import type { Ports } from '../ports/ports.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import { checkUnchanged } from './checkUnchanged.ts';
import type { Claim } from './claim.ts';
import { SourceGone } from './sourceGone.ts';
import { Superseded } from './superseded.ts';

/** A message comes back just after its worker's lease ended, so that whoever gets it finds the job free, seconds. */
const AFTER_LEASE_SECONDS = 1;

/** What a heartbeat may find that leaves nothing to work for. */
const ENDS_WORK = [LostLease, SourceGone, Superseded];

/**
 * Runs `work` while a heartbeat, every third of the lease's length, renews the job's lease and keeps the message
 * hidden: the message of a worker that died is back as soon as its lease is over, not after the queue's own long
 * timeout. A lease that is lost aborts the signal, and with it the work: somebody else has the job now. So does a
 * source that was overwritten or deleted: nobody would get to see what is made of it.
 */
export async function withLease<T>(
  claim: Omit<Claim, 'signal'>,
  { leaseSeconds }: Pick<Settings, 'leaseSeconds'>,
  { ledger, sources }: Pick<Ports, 'ledger' | 'sources'>,
  work: (claim: Claim) => Promise<T>,
): Promise<T> {
  const { job, owner, received, encoding } = claim;
  const stop = new AbortController();
  const orStop = (sign: Promise<void>) => {
    // A throttled or lost request says nothing: the next beat asks again.
    sign.catch(error => ENDS_WORK.some(found => error instanceof found) && stop.abort(error));
  };
  const beat = () => {
    orStop(ledger.renew(job.jobId, owner, encoding.seconds));
    orStop(checkUnchanged(job.source, sources));
    void hide(received, leaseSeconds);
  };
  const heartbeat = setInterval(beat, (leaseSeconds / 3) * 1_000);
  try {
    await hide(received, leaseSeconds);
    return await work({ ...claim, signal: stop.signal });
  } finally {
    clearInterval(heartbeat);
  }
}

/** Where even this fails, the queue's own timeout holds, or a second receive meets the lease. */
function hide(received: QueueMessage, leaseSeconds: number): Promise<void> {
  return received.keepHidden(leaseSeconds + AFTER_LEASE_SECONDS).catch(() => {});
}
