import type { Attempt, Job } from '../../contract/job.ts';
import { type NotifyPorts, notify } from '../notify/notify.ts';
import type { Ledger } from '../ports/ledger.ts';

/**
 * Writes down what work on a job has cost that somebody has dropped meanwhile, and tells of the drop, which whoever dropped
 * it has left to whoever ends the work. Returns the job as it is then.
 */
export async function endDropped<J extends Job>(
  job: J,
  attempts: Attempt[],
  { ledger, statuses }: { ledger: Pick<Ledger, 'settle' | 'notified'>; statuses: NotifyPorts['statuses'] },
): Promise<J> {
  if (!(await ledger.settle(job, { state: 'dropped', attempts }))) return job;
  const ended = { ...job, attempts };
  await notify(ended, { ledger, statuses }).catch(() => {}); // the ledger knows that it is still to be told
  return ended;
}
