import type { Job } from '../../contract/job.ts';
import type { Ledger, Statuses } from '../worker/ports.ts';
import { statusOf } from './statusOf.ts';

export interface TellPorts {
  ledger: Pick<Ledger, 'told'>;
  statuses: Statuses;
}

/**
 * Tells how an attempt ended. The ledger was written with a note that this has still to be told, and keeps the note
 * until it is: what a crash or an outage leaves untold here, the sweep tells.
 */
export async function tell(job: Job, { ledger, statuses }: TellPorts): Promise<void> {
  await statuses.publish(statusOf(job));
  await ledger.told(job);
}
