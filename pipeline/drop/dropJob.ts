import type { Job } from '../../contract/job.ts';
import { hasOpenAttempt } from '../attempt/attempt.ts';
import { notify } from '../notify/notify.ts';
import type { ManagedEncoder } from '../ports/managedEncoder.ts';
import type { Statuses } from '../ports/statuses.ts';
import type { DropRecords } from './dropRecords.ts';
import type { DropResult, DropWish } from './dropWish.ts';

export interface DropPorts {
  records: DropRecords;
  statuses: Statuses;
  encoder: Pick<ManagedEncoder, 'cancel'>;
}

/** A job is written some times a second at most: more turns than that in a row are nobody else's. */
const MAX_TURNS = 100;

/**
 * Drops a job for good, whoever works on it: of that and of the drop, the first to reach the ledger wins. Null where there is
 * no such job.
 * @throws what keeps the ledger from being written, and an Error for an item that nobody can write as it was read.
 */
export async function dropJob(wish: DropWish, ports: DropPorts): Promise<DropResult | null> {
  const { records, statuses } = ports;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    // Each turn that comes to nothing is one in which somebody else has written.
    const seen = await records.get(wish.jobId);
    if (seen && !wish.states.includes(seen.state)) {
      return { before: seen, isDropped: isSame(seen, wish), ...(await cancelled(seen, ports)) };
    }
    if (!seen && !wish.unbegun) return null;
    const dropped = seen
      ? await records.drop(seen, { ...wish.by, was: seen.state })
      : wish.unbegun && (await records.forbid(wish.unbegun, wish.by));
    if (!dropped) continue;
    // Whoever works on it tells once it has stopped, and the sweep what nobody could.
    if (!hasOpenAttempt(dropped)) await notify(dropped, { ledger: records, statuses }).catch(() => {});
    return { before: seen, isDropped: true, ...(await cancelled(dropped, ports)) };
  }
  throw new Error(`The job ${wish.jobId} was never found as it had been read: look at its item.`);
}

/** The answer to the write was lost, and the second try meets what the first has written. */
function isSame(job: Job, { by }: DropWish): boolean {
  return job.state === 'dropped' && job.dropped.at === by.at && job.dropped.by === by.by;
}

/** MediaConvert is told of any drop that it may not have heard of. */
async function cancelled(job: Job, { encoder }: DropPorts): Promise<Pick<DropResult, 'goesOn'>> {
  const { managedJobId } = job.attempts.at(-1) ?? {};
  if (job.state !== 'dropped' || !hasOpenAttempt(job) || managedJobId === undefined) return {};
  try {
    await encoder.cancel(managedJobId);
    return {};
  } catch (error) {
    return { goesOn: error instanceof Error ? error.message : String(error) };
  }
}
