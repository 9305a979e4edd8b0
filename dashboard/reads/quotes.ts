import type { LedgerAttempt, LedgerJob } from '../../contract/readJob.ts';
import type { QuoteRow } from '../wire/cost.ts';

/**
 * What was expected of renditions, held against what they took. The ledger keeps the seconds that an encode was predicted to take;
 * in money that is what the attempt cost, with the encode as long as predicted at the price of a second that was paid. Where an
 * engine bills something else than time, as MediaConvert does, nothing is expected of it by that.
 */
export class Quotes {
  readonly #rows = new Map<string, QuoteRow>();

  add(job: LedgerJob): void {
    const { rendition, engine = '', predictedSeconds } = job;
    const made = job.attempts.findLast(({ outcome }) => outcome === 'complete');
    if (job.state !== 'complete' || !made || predictedSeconds === undefined) return;
    const { encodeSeconds = 0, usd = 0 } = made;
    if (encodeSeconds <= 0) return;
    const id = JSON.stringify([rendition, engine]);
    const row = this.#rows.get(id) ?? { rendition, engine, ...NOTHING };
    this.#rows.set(id, {
      ...{ rendition, engine, renditions: row.renditions + 1 },
      predictedSeconds: row.predictedSeconds + predictedSeconds,
      encodeSeconds: row.encodeSeconds + encodeSeconds,
      predictedUsd:
        row.predictedUsd + Math.max(0, usd + (predictedSeconds - encodeSeconds) * usdASecond(made)),
      paidUsd: row.paidUsd + usd,
    });
  }

  /** The dearest first. */
  rows(): QuoteRow[] {
    return [...this.#rows.values()].sort((a, b) => b.paidUsd - a.paidUsd);
  }
}

const NOTHING = { renditions: 0, predictedSeconds: 0, encodeSeconds: 0, predictedUsd: 0, paidUsd: 0 };

function usdASecond({ usd = 0, requestsUsd = 0, billedSeconds = 0 }: LedgerAttempt): number {
  return billedSeconds > 0 ? (usd - requestsUsd) / billedSeconds : 0;
}
