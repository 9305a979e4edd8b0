import { withDeployment } from '../../aws/deployment.ts';
import { isWasted } from '../../ledger/figures.ts';
import { type JobPages, ledgerReader } from '../../ledger/ledgerReader.ts';
import { print } from '../../terminal/print.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatUsd } from '../../terminal/units.ts';
import { type CostOptions, groupOf, type Sum } from './cost.ts';

/** `fanreel cost`: what all attempts of jobs of some time or batch cost, older versions' too. */
export function cost(options: CostOptions & { since: number }): Promise<void> {
  return withDeployment(options, async ({ ledgerTable }, { clientConfig }) => {
    const ledger = ledgerReader(clientConfig, ledgerTable);
    const begun = new Date(Date.now() - options.since * 1_000);
    const pages = options.batch === undefined ? ledger.since(begun) : ledger.inBatch(options.batch);
    const groups = await sumsOf(pages, options.by);
    const total = totalOf(groups);
    if (options.json) {
      const rows = [...groups].map(([name, sum]) => ({ [options.by]: name, ...sum }));
      print(JSON.stringify({ by: options.by, groups: rows, total }, null, 2));
    } else if (groups.size === 0) print('No jobs.');
    else for (const line of costLines(groups, total, options.by)) print(line);
  });
}

/** The dearest first, days in their order. */
async function sumsOf(pages: JobPages, by: CostOptions['by']): Promise<Map<string, Sum>> {
  const sums = new Map<string, Sum>();
  for await (const jobs of pages) {
    for (const job of jobs) {
      for (const attempt of job.attempts) {
        const name = groupOf(by, job, attempt);
        const usd = attempt.usd ?? 0;
        sums.set(
          name,
          added(sums.get(name) ?? NOTHING, {
            attempts: 1,
            usd,
            wastedUsd: isWasted(attempt) ? usd : 0,
            requestsUsd: attempt.requestsUsd ?? 0,
            billedSeconds: attempt.billedSeconds ?? 0,
          }),
        );
      }
    }
  }
  const sorted = [...sums].sort(([a, one], [b, other]) =>
    by === 'day' ? a.localeCompare(b) : other.usd - one.usd,
  );
  return new Map(sorted);
}

const NOTHING: Sum = { attempts: 0, usd: 0, wastedUsd: 0, requestsUsd: 0, billedSeconds: 0 };

function added(some: Sum, more: Sum): Sum {
  return {
    attempts: some.attempts + more.attempts,
    usd: some.usd + more.usd,
    wastedUsd: some.wastedUsd + more.wastedUsd,
    requestsUsd: some.requestsUsd + more.requestsUsd,
    billedSeconds: some.billedSeconds + more.billedSeconds,
  };
}

function totalOf(groups: Map<string, Sum>): Sum {
  return [...groups.values()].reduce(added, NOTHING);
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
