import type { Status } from '../../contract/messages/status.ts';
import { statusOf } from '../notify/statusOf.ts';
import type { Ledger } from '../ports/ledger.ts';

/** A status of an older version, which told neither wishes nor times, with what the ledger has of them. */
export async function knownStatus(status: Status, ledger: Pick<Ledger, 'get'>): Promise<Status> {
  if (status.id !== undefined || status.jobId === undefined) return status;
  const job = await ledger.get(status.jobId);
  const isAsTold = job?.state === status.state && job.attempts.length === status.attempt;
  return isAsTold ? { ...status, ...statusOf(job) } : status;
}
