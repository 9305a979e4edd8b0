import { withDeployment } from '../../aws/deployment.ts';
import { type Sum, sumsOf, totalOf } from '../../ledger/figures.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { print } from '../../terminal/print.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatUsd } from '../../terminal/units.ts';
import { type CostOptions, groupOf } from './cost.ts';

/** `fanreel cost`: what all attempts of jobs of some time or batch cost, older versions' too. */
export function cost(options: CostOptions & { since: number }): Promise<void> {
  return withDeployment(options, async ({ ledgerTable }, { clientConfig }) => {
    const ledger = ledgerReader(clientConfig, ledgerTable);
    const begun = new Date(Date.now() - options.since * 1_000);
    const pages = options.batch === undefined ? ledger.since(begun) : ledger.inBatch(options.batch);
    const groups = sorted(await sumsOf(pages, (...of) => [groupOf(options.by, ...of)]), options.by);
    const total = totalOf(groups.values());
    if (options.json) {
      const rows = [...groups].map(([name, sum]) => ({ [options.by]: name, ...sum }));
      print(JSON.stringify({ by: options.by, groups: rows, total }, null, 2));
    } else if (groups.size === 0) print('No jobs.');
    else for (const line of costLines(groups, total, options.by)) print(line);
  });
}

/** The dearest first, days in their order. */
function sorted(sums: Map<string, Sum>, by: CostOptions['by']): Map<string, Sum> {
  return new Map(
    [...sums].sort(([a, one], [b, other]) => (by === 'day' ? a.localeCompare(b) : other.usd - one.usd)),
  );
}

function costLines(groups: Map<string, Sum>, total: Sum, by: CostOptions['by']): string[] {
  const columns: Column[] = [
    { heading: by.toUpperCase(), overflow: by === 'source' ? 'start' : 'end' },
    ...['ATTEMPTS', 'BILLED S', 'USD', 'WASTED', 'REQUESTS'].map(heading => ({
      heading,
      align: 'right' as const,
    })),
  ];
  return table(columns, [...[...groups].map(([name, sum]) => row(name, sum)), row('all', total)]);
}

function row(name: string, { attempts, billedSeconds, usd, wastedUsd, requestsUsd }: Sum): Cell[] {
  const wasted: Cell = wastedUsd > 0 ? { text: formatUsd(wastedUsd), style: 'yellow' } : '0';
  return [name, String(attempts), billedSeconds.toFixed(1), formatUsd(usd), wasted, formatUsd(requestsUsd)];
}
