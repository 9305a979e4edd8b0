import { dayOf } from '../../contract/ledgerTable.ts';
import type { DaySums } from '../ports/daySums.ts';
import type { Ledger } from '../ports/ledger.ts';

const DAY_MS = 86_400_000;

/**
 * Settles what is reserved for attempts that are over: whoever ended them died before that, or was the sweep. Nothing that
 * began before yesterday is still open but what waits in MediaConvert's queue, whose end settles it.
 */
export async function settleLeft({
  ledger,
  daySums,
}: {
  ledger: Pick<Ledger, 'get'>;
  daySums: DaySums;
}): Promise<void> {
  for (const at of [Date.now(), Date.now() - DAY_MS]) {
    const { open } = await daySums.of(dayOf(new Date(at).toISOString()));
    for (const { of, usd } of open) {
      const job = await ledger.get(of.jobId);
      const attempt = job?.attempts.find(({ number }) => number === of.attempt);
      if (!attempt || attempt.endedAt !== undefined) await daySums.settle(of, attempt?.usd ?? usd);
    }
  }
}
