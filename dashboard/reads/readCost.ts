import { type Sum, sumsOf, totalOf } from '../../cli/ledger/figures.ts';
import type { JobPages, LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import { engineWords } from '../../contract/compute/engineWords.ts';
import type { Cost, CostRow } from '../wire/cost.ts';
import { Quotes } from './quotes.ts';

/** Between the parts of a group's name; no name of a rendition or an engine has it. */
const BETWEEN = '\n';

/** What jobs have cost that began then or later, by rendition and by engine, and what was expected of them. */
export async function readCost(ledger: Pick<LedgerReader, 'since'>, since: Date): Promise<Cost> {
  const quotes = new Quotes();
  const sums = await sumsOf(heard(ledger.since(since), quotes), ({ rendition }, attempt) => [
    ['rendition', rendition].join(BETWEEN),
    ['engine', engineWords(attempt) ?? 'none chosen'].join(BETWEEN),
  ]);
  const byRendition = rowsOf(sums, 'rendition');
  return {
    since: since.toISOString(),
    total: { name: 'all', ...totalOf(byRendition.map(({ name: _, ...sum }) => sum)) },
    byRendition,
    byEngine: rowsOf(sums, 'engine'),
    quotes: quotes.rows(),
  };
}

/** Passes them on, and lets the quotes hear of each. */
async function* heard(pages: JobPages, quotes: Quotes): JobPages {
  for await (const jobs of pages) {
    for (const job of jobs) quotes.add(job);
    yield jobs;
  }
}

/** The dearest first. */
function rowsOf(sums: Map<string, Sum>, group: string): CostRow[] {
  return [...sums]
    .flatMap(([id, sum]) => {
      const [kind, name = ''] = id.split(BETWEEN);
      return kind === group ? [{ name, ...sum }] : [];
    })
    .sort((a, b) => b.usd - a.usd);
}
