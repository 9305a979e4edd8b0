import type { Job, JobItem, RunningJob } from '../../../contract/job.ts';
import { jobOf } from '../../../contract/jobOf.ts';
import { turnOf } from '../../../contract/ledger/turn.ts';
import type { BegunJob, Holder } from '../../../pipeline/ports/ledger.ts';
import type { LedgerBeats } from './items/ledgerBeats.ts';
import { type Condition, IS_NEW, type LedgerItems } from './items/ledgerItems.ts';

/** Takes a job, as it was seen, in one write of its item. Null where somebody has it. */
export async function claimJob(
  job: BegunJob,
  seen: Job | null,
  { owner, aliveUntil }: Holder,
  { items, beats }: { items: LedgerItems; beats: LedgerBeats },
): Promise<RunningJob | null> {
  const isFree = seen ? await freeSince(seen, owner, beats) : IS_NEW;
  if (!isFree) return null;
  const item: JobItem = {
    ...job,
    leaseOwner: owner,
    leaseUntil: aliveUntil,
    turn: turnOf(job),
    beatBy: items.leaseUntil(),
    expiresAt: items.expiresAt(),
  };
  return (await items.put(item, isFree)) ? (jobOf(item) as RunningJob) : null;
}

/** Under which nobody has a job, as it was seen, once whoever had it is kept out. Null where somebody has it. */
export async function freeSince(seen: Job, by: string, beats: LedgerBeats): Promise<Condition | null> {
  const { updatedAt, leaseOwner, leaseUntil = 0, beatBy } = seen;
  const values = { ':seen': updatedAt };
  if (leaseOwner === undefined) {
    return { expression: 'updatedAt = :seen AND attribute_not_exists(leaseOwner)', values };
  }
  if (leaseUntil > Date.now()) return null;
  if (beatBy === undefined) {
    // An older version's worker renews its lease in the item itself.
    return {
      expression: 'updatedAt = :seen AND leaseUntil < :now',
      values: { ...values, ':now': Date.now() },
    };
  }
  if (!(await beats.fence(seen, by))) return null;
  return {
    expression: 'updatedAt = :seen AND leaseOwner = :late',
    values: { ...values, ':late': leaseOwner },
  };
}
