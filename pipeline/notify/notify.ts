import type { Job } from '../../contract/job.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Statuses } from '../ports/statuses.ts';
import { statusOf } from './statusOf.ts';

export interface NotifyPorts {
  ledger: Pick<Ledger, 'notified'>;
  statuses: Statuses;
}

/**
 * Tells how an attempt ended. The ledger was written with a note that this has still to be told, and keeps the note
 * until it is: what a crash or an outage leaves untold here, the sweep tells.
 */
export async function notify(job: Job, { ledger, statuses }: NotifyPorts): Promise<void> {
  await statuses.publish(statusOf(job));
  await ledger.notified(job);
}
