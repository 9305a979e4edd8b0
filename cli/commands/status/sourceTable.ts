import type { JobState } from '../../../contract/jobState.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { usdOf } from '../../ledger/figures.ts';
import { atLeast } from '../../ledger/gathered.ts';
import type { SourceJobs } from '../../ledger/sources.ts';
import { stateStyle } from '../../ledger/stateStyle.ts';
import { print } from '../../terminal/print.ts';
import type { Cell, Styled } from '../../terminal/screen/cell.ts';
import { type Column, type Place, Table } from '../../terminal/screen/table.ts';
import { formatAge, formatUsd } from '../../terminal/units.ts';
import { progressWords } from './jobWords.ts';

const COLUMNS: Column[] = [
  { heading: 'AGE', align: 'right' },
  { heading: 'KEY', overflow: 'start', least: 20 },
  { heading: 'RENDITIONS', overflow: 'end', least: 20 },
  { heading: 'USD', align: 'right' },
];

/** Rows that tell how wide the columns are, and are printed together. */
const ROWS_AT_A_TIME = 20;

/** A line a source, printed as they come; returns how many there were. */
export async function printSources(sources: AsyncIterable<SourceJobs[]>): Promise<number> {
  let listing: Table | undefined;
  let count = 0;
  for await (const some of atLeast(ROWS_AT_A_TIME, sources)) {
    const rows = some.map(sourceRow);
    const withHeading = listing === undefined;
    listing ??= new Table(COLUMNS, rows);
    for (const line of listing.lines(rows, { withHeading })) print(line);
    count += rows.length;
  }
  return count;
}

/** The same as lines, for a display. */
export function sourceRows(sources: SourceJobs[], place: Place = {}): string[] {
  const rows = sources.map(sourceRow);
  return new Table(COLUMNS, rows, place).lines(rows, { withHeading: true });
}

function sourceRow({ source, jobs }: SourceJobs): Cell[] {
  const changed = jobs.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b), '');
  const usd = jobs.reduce((sum, job) => sum + usdOf(job), 0);
  return [
    formatAge(changed),
    source.key || '(no source)',
    renditionsCell(jobs),
    usd > 0 ? formatUsd(usd) : '',
  ];
}

/** What is worked on first; of each state its renditions. */
function renditionsCell(jobs: LedgerJob[]): Cell {
  const groups = statesOf(jobs)
    .map(state => jobs.filter(job => job.state === state))
    .filter(some => some.length > 0);
  return groups.flatMap((some, index) => [index > 0 ? ', ' : '', ...groupCell(some)]);
}

const STATE_ORDER: JobState[] = [
  ...(['running', 'submitted', 'queued', 'pending', 'held'] as const),
  ...(['failed', 'not-available', 'out-of-range', 'complete', 'dropped', 'superseded'] as const),
];

/** Those that a later version has added come last. */
function statesOf(jobs: LedgerJob[]): string[] {
  return [...new Set([...STATE_ORDER, ...jobs.map(({ state }) => state)])];
}

function groupCell(jobs: LedgerJob[]): (string | Styled)[] {
  const [first] = jobs;
  if (!first) return [];
  const names = jobs.map(job => [job.rendition, inBrackets(noteOf(job))].filter(Boolean).join(' '));
  const codes = new Set(jobs.map(({ failure }) => failure?.code));
  const why = first.state === 'failed' && codes.size === 1 ? inBrackets([...codes][0] ?? '') : '';
  return [
    { text: first.state, style: stateStyle(first.state) },
    ` ${[...names, why].filter(Boolean).join(' ')}`,
  ];
}

function noteOf(job: LedgerJob): string {
  if (job.state === 'complete') return job.output?.incomplete ? 'incomplete' : '';
  if (job.state === 'held' && job.held) return `${formatUsd(job.held.usd)} USD`;
  return job.state === 'running' || job.state === 'submitted' ? progressWords(job) : '';
}

function inBrackets(text: string): string {
  return text && `(${text})`;
}
