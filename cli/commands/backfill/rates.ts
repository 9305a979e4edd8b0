import type { LedgerJob } from '../../../contract/readJob.ts';
import { usdOf, wastedUsdOf } from '../../ledger/figures.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';

/** Of one rendition, what its latest outputs cost, USD for a second of video. */
export type Rates = Map<string, number>;

/** Jobs that tell what is usual. */
const ENOUGH = 500;

/** By the jobs that were completed last. */
export async function ratesOf(ledger: Pick<LedgerReader, 'inState'>): Promise<Rates> {
  const sums = new Map<string, { usd: number; seconds: number }>();
  let count = 0;
  for await (const page of ledger.inState('complete')) {
    for (const job of page) {
      const seconds = job.output?.durationSeconds ?? 0;
      const usd = madeForUsd(job);
      if (seconds === 0 || usd === 0) continue;
      const sum = sums.get(job.rendition) ?? { usd: 0, seconds: 0 };
      sums.set(job.rendition, { usd: sum.usd + usd, seconds: sum.seconds + seconds });
    }
    count += page.length;
    if (count >= ENOUGH) break;
  }
  return new Map([...sums].map(([name, { usd, seconds }]) => [name, usd / seconds]));
}

/** What the attempt cost that made it. */
export function madeForUsd(job: LedgerJob): number {
  return usdOf(job) - wastedUsdOf(job);
}
