import { type Sum, sumsOf, totalOf } from '../../cli/ledger/figures.ts';
import type { LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import type { Cost, CostRow } from '../wire/cost.ts';

/** Between the parts of a group's name; no name of a rendition or an engine has it. */
const BETWEEN = '\n';

/** What jobs have cost that began within so many hours, by rendition and by engine. */
export async function readCost(ledger: Pick<LedgerReader, 'since'>, hours: number): Promise<Cost> {
  const since = new Date(Date.now() - hours * 3_600_000);
  const sums = await sumsOf(ledger.since(since), ({ rendition }, { engine }) => [
    ['rendition', rendition].join(BETWEEN),
    ['engine', engine ?? 'none chosen'].join(BETWEEN),
  ]);
  const byRendition = rowsOf(sums, 'rendition');
  return {
    since: since.toISOString(),
    total: { name: 'all', ...totalOf(byRendition.map(({ name: _, ...sum }) => sum)) },
    byRendition,
    byEngine: rowsOf(sums, 'engine'),
  };
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
