import type { Attempt } from '../../contract/job.ts';
import { dayOf } from '../../contract/ledgerTable.ts';
import type { DaySums } from '../ports/daySums.ts';
import type { Ledger } from '../ports/ledger.ts';

/**
 * The ledger, which with each attempt that it ends puts what that has cost into the day's sum. What does not get there puts the
 * sweep there.
 */
export function settledLedger(ledger: Ledger, daySums: DaySums): Ledger {
  const settle = async (jobId: string, attempt: Attempt | undefined) => {
    if (attempt?.endedAt === undefined) return;
    const { number, startedAt, usd = 0 } = attempt;
    await daySums.settle({ jobId, attempt: number, day: dayOf(startedAt) }, usd).catch(() => {});
  };
  return {
    ...ledger,
    async claim(job, seen, holder) {
      const claimed = await ledger.claim(job, seen, holder);
      const wasOpen = seen?.attempts.at(-1)?.endedAt === undefined;
      if (claimed && seen && wasOpen) await settle(job.jobId, job.attempts.at(-2));
      return claimed;
    },
    async record(jobId, owner, change) {
      await ledger.record(jobId, owner, change);
      // Where one attempt gives way to another in the same function, the first has ended with this.
      await settle(jobId, change.attempts.at(-2));
    },
    async release(jobId, owner, change) {
      const wished = await ledger.release(jobId, owner, change);
      await settle(jobId, change.attempts.at(-1));
      return wished;
    },
    async settle(job, change) {
      const isWritten = await ledger.settle(job, change);
      if (isWritten && 'state' in change) await settle(job.jobId, change.attempts.at(-1));
      return isWritten;
    },
  };
}
