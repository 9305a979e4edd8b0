import { JOB_STATES } from '../../../contract/jobState.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatSeconds, formatUsd } from '../../terminal/units.ts';
import type { AllFigures } from './figures.ts';
import type { Spread } from './spread.ts';

const SPREAD_COLUMNS: Column[] = [
  { heading: 'SECONDS' },
  ...['MIN', 'AVERAGE', 'MEDIAN', 'P95', 'MAX'].map(heading => ({ heading, align: 'right' as const })),
];

/** Figures for people. */
export function figureLines(figures: AllFigures): string[] {
  if (figures.sources === 0) return ['No jobs.'];
  return [
    ...table([{}, { overflow: 'wrap' }], [...workRows(figures), ...moneyRows(figures)]),
    '',
    ...table(SPREAD_COLUMNS, [
      ...spreadRow('processing', figures.processingSeconds),
      ...spreadRow('in the queue', figures.waitedSeconds),
    ]),
  ];
}

function workRows(figures: AllFigures): Cell[][] {
  const { states, engines } = figures;
  const known = [...new Set([...JOB_STATES, ...Object.keys(states)])];
  const counts = known.filter(state => states[state]).map(state => `${states[state]} ${state}`);
  return [
    ['sources', String(figures.sources)],
    ['renditions', `${figures.renditions}: ${counts.join(', ')}`],
    [
      'engines',
      Object.entries(engines)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ],
    ['elapsed', formatSeconds(figures.elapsedSeconds)],
    [
      'throughput',
      `${perMinute(figures.sourcesPerMinute)} sources and ${perMinute(figures.renditionsPerMinute)} renditions a minute`,
    ],
  ];
}

function moneyRows(figures: AllFigures): Cell[][] {
  const { usd, requestsUsd, wastedUsd, usdByRendition, usdPerVideoMinute } = figures;
  const each = Object.entries(usdByRendition).map(([name, sum]) => `${name} ${formatUsd(sum)}`);
  const minute = usdPerVideoMinute === null ? '' : `, ${formatUsd(usdPerVideoMinute)} a minute of video`;
  return [
    ['cost', `${formatUsd(usd)} USD at list prices: ${each.join(', ')}`],
    ['', `${formatUsd(figures.usdPerSource)} a source${minute}`],
    ['requests', `${formatUsd(requestsUsd)} USD of that, to S3, SQS, SNS, DynamoDB and the log`],
    ['wasted', `${formatUsd(wastedUsd)} USD of the cost, by what came to nothing`],
  ];
}

function spreadRow(name: string, spread: Spread | null): Cell[][] {
  if (!spread) return [];
  return [
    [name, ...[spread.min, spread.average, spread.median, spread.p95, spread.max].map(one => one.toFixed(1))],
  ];
}

function perMinute(count: number): string {
  return count.toFixed(count < 10 ? 2 : 1);
}
