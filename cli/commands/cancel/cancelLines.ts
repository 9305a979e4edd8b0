import type { Canceled } from '../../deeds/cancel/canceled.ts';
import { stateStyle } from '../../ledger/stateStyle.ts';
import { counted } from '../../terminal/counted.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { shellLine } from '../../terminal/shellLine.ts';
import { formatUsd } from '../../terminal/units.ts';

const COLUMNS: Column[] = [
  { heading: 'KEY', overflow: 'start', least: 16 },
  { heading: 'RENDITION', overflow: 'end' },
  { heading: 'WAS', overflow: 'end', least: 12 },
  { heading: 'USD', align: 'right' },
  { heading: 'NOW', overflow: 'wrap', least: 12 },
];

/** What came of all, a line a rendition. */
export function cancelLines(canceled: Canceled[], { dryRun = false }: { dryRun?: boolean }): string[] {
  if (canceled.length === 0) return [];
  return [
    ...table(
      COLUMNS,
      canceled.map(one => row(one, dryRun)),
    ),
    '',
    ...sumLines(canceled, dryRun),
  ];
}

function row(one: Canceled, dryRun: boolean): Cell[] {
  const { key, rendition, was, progress, usd } = one;
  return [
    key,
    rendition,
    [{ text: was, style: stateStyle(was) }, progress === undefined ? '' : ` ${Math.floor(progress)} %`],
    usd > 0 ? formatUsd(usd) : '',
    nowCell(one, dryRun),
  ];
}

function nowCell({ was, isUnderWay, isStopped, goesOn }: Canceled, dryRun: boolean): Cell {
  if (goesOn !== undefined) return { text: `dropped, but MediaConvert goes on: ${goesOn}`, style: 'red' };
  if (was === 'dropped' || !isStopped) return `already ${was}`;
  if (dryRun) return 'would be dropped';
  return { text: isUnderWay ? 'dropped, stopping' : 'dropped', style: 'green' };
}

function sumLines(canceled: Canceled[], dryRun: boolean): string[] {
  const stopped = canceled.filter(({ was, isStopped }) => isStopped && was !== 'dropped');
  if (stopped.length === 0) return [];
  const keys = new Set(stopped.map(({ key }) => key));
  const what = `${counted(stopped.length, 'rendition')} of ${counted(keys.size, 'source')}`;
  const said = `${dryRun ? 'Would drop' : 'Dropped'} ${what}; ${paidWords(stopped)}.`;
  const [only] = stopped;
  if (dryRun || keys.size > 1 || !only) return [said];
  const one = stopped.length === 1 ? ['--rendition', only.rendition] : [];
  return [said, `Made all the same: ${shellLine(['npx', 'fanreel', 'publish', only.key, ...one])}`];
}

/** Of an attempt under way only its worker knows, or MediaConvert. */
function paidWords(stopped: Canceled[]): string {
  const usd = stopped.reduce((sum, one) => sum + one.usd, 0);
  const before = usd > 0 ? `${formatUsd(usd)} USD had been spent` : 'nothing had been spent';
  return stopped.some(({ isUnderWay }) => isUnderWay)
    ? `${before} before what is under way, which "npx fanreel show" tells once it has stopped`
    : before;
}

/** The same for scripts. */
export function asJson(canceled: Canceled[], { dryRun = false }: { dryRun?: boolean }) {
  return {
    dryRun,
    renditions: canceled.map(({ isStopped, isUnderWay: _, ...one }) => ({
      ...one,
      now: isStopped ? 'dropped' : one.was,
    })),
  };
}
