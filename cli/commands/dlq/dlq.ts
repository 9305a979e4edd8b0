import type { LedgerJob } from '../../../contract/readJob.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { type DeadChoice, deadJobs } from '../../ledger/deadJobs.ts';
import { usdOf } from '../../ledger/figures.ts';
import { gathered } from '../../ledger/gathered.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { print } from '../../terminal/print.ts';
import { oneLine } from '../../terminal/printable.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatAge, formatUsd } from '../../terminal/units.ts';

export interface DlqOptions extends ConnectionOptions, DeadChoice {
  json?: boolean;
}

const COLUMNS: Column[] = [
  { heading: 'AGE', align: 'right' },
  { heading: 'RENDITION', overflow: 'end' },
  { heading: 'KEY', overflow: 'start', least: 16 },
  { heading: 'CLASS' },
  { heading: 'CODE', overflow: 'end', least: 10 },
  { heading: 'TRIES', align: 'right' },
  { heading: 'USD', align: 'right' },
];

/** `fanreel dlq`: what failed for good, and why. */
export function dlq(names: string[], options: DlqOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const renditions = renditionsNamed(deployment, names).map(({ name }) => name);
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const dead = await gathered(deadJobs(ledger, renditions, options));
    if (options.json) print(JSON.stringify(dead, null, 2));
    else if (dead.length === 0) print('Nothing is dead.');
    else {
      for (const line of table(COLUMNS, dead.map(row))) print(line);
      print('');
      for (const line of reasonLines(dead)) print(line);
    }
  });
}

function row(job: LedgerJob): Cell[] {
  const { failure } = job;
  return [
    formatAge(job.updatedAt),
    job.rendition,
    job.source.key || '(no source)',
    failure?.class ?? '',
    { text: failure?.code ?? '', style: 'red' },
    String(job.attempts.length),
    formatUsd(usdOf(job)),
  ];
}

/** How many died of what, the most first, each code with what the newest of them said. */
function reasonLines(dead: LedgerJob[]): string[] {
  const kinds = Map.groupBy(
    dead,
    ({ failure }) => `${failure?.code ?? 'unknown'} (${failure?.class ?? 'unknown'})`,
  );
  const rows = [...kinds]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, jobs]) => [String(jobs.length), kind, oneLine(jobs[0]?.failure?.message ?? '')]);
  return table([{ align: 'right' }, {}, { overflow: 'wrap' }], rows);
}
