import { WorkError } from '../../failures/workError.ts';
import type { Claim, Delivery, Worker } from '../worker/worker.ts';
import { checkSource } from './checkSource.ts';
import { Superseded } from './superseded.ts';

/** A message comes back just after its worker's lease ended, so that whoever gets it finds the job free, seconds. */
const AFTER_LEASE_SECONDS = 1;

/**
 * Runs `work` while a heartbeat, every third of the lease's length, renews the job's lease and keeps the message
 * hidden: the message of a worker that died is back as soon as its lease is over, not after the queue's own long
 * timeout. A lease that is lost aborts the signal, and with it the work: somebody else has the job now. So does a
 * source that was overwritten or deleted: nobody would get to see what is made of it.
 */
export async function withLease<T>(
  claim: Omit<Claim, 'signal'>,
  worker: Worker,
  work: (claim: Claim) => Promise<T>,
): Promise<T> {
  const { job, owner, delivery, encoding } = claim;
  const stop = new AbortController();
  const orStop = (sign: Promise<void>) => {
    // A throttled or lost request says nothing: the next beat asks again.
    sign.catch(error => endsWork(error) && stop.abort(error));
  };
  const beat = () => {
    orStop(worker.ledger.renew(job.jobId, owner, encoding.seconds));
    orStop(checkSource(job.source, worker.sources));
    void hide(delivery, worker);
  };
  const heartbeat = setInterval(beat, (worker.leaseSeconds / 3) * 1_000);
  try {
    await hide(delivery, worker);
    return await work({ ...claim, signal: stop.signal });
  } finally {
    clearInterval(heartbeat);
  }
}

function endsWork(error: unknown): boolean {
  if (error instanceof WorkError) return error.code === 'lost-lease' || error.code === 'source-gone';
  return error instanceof Superseded;
}

/** Where even this fails, the queue's own timeout holds, or a second delivery meets the lease. */
function hide(delivery: Delivery, { leaseSeconds }: Worker): Promise<void> {
  return delivery.keepHidden(leaseSeconds + AFTER_LEASE_SECONDS).catch(() => {});
}
