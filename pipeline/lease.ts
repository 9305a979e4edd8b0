import type { Job } from './job.ts';
import type { Worker } from './worker.ts';

/**
 * Runs `work` while a heartbeat renews the job's lease every third of its length. A lease that is lost aborts the
 * signal, and with it the work: somebody else has the job now.
 */
export async function withLease<T>(
  job: Job,
  owner: string,
  worker: Worker,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const heartbeat = setInterval(
    () => worker.ledger.renew(job.jobId, owner).catch(error => lost.abort(error)),
    (worker.leaseSeconds / 3) * 1_000,
  );
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(heartbeat);
  }
}
