import type { LedgerJob } from '../../../contract/readJob.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatAge, formatUsd } from '../../terminal/units.ts';

const COLUMNS: Column[] = [
  { heading: 'HELD', align: 'right' },
  { heading: 'KEY', overflow: 'start', least: 16 },
  { heading: 'RENDITION', overflow: 'end' },
  { heading: 'USD', align: 'right' },
  { heading: 'OVER', overflow: 'end' },
];

/** What was let go, a line a rendition. */
export function releaseLines(released: LedgerJob[], dryRun: boolean): string[] {
  if (released.length === 0) return ['Nothing of it is held.'];
  const usd = released.reduce((sum, { held }) => sum + (held?.usd ?? 0), 0);
  const what = released.length === 1 ? '1 rendition' : `${released.length} renditions`;
  const said = `${dryRun ? 'Would release' : 'Released'} ${what}, about ${formatUsd(usd)} USD.`;
  return [...table(COLUMNS, released.map(row)), '', said];
}

function row({ held, source, rendition }: LedgerJob): Cell[] {
  if (!held) return ['', source.key, rendition];
  return [formatAge(held.at), source.key, rendition, formatUsd(held.usd), `${held.budget} ${held.limitUsd}`];
}
