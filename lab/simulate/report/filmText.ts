import { TARGET } from '../scenarios/filmSteps.ts';
import type { Simulated } from '../scenarios/simulateAll.ts';
import type { Summary } from '../scenarios/summary.ts';
import { cheapestInTime, type SweepPoint } from '../scenarios/sweep.ts';
import { markdownTable } from './markdownTable.ts';
import { PUBLIC_FIGURES } from './publicFigures.ts';

/** One film: step by step, what of the sweep is cheapest, what if a guess is wrong, and what others publish. */
export function filmText({ steps, sweep, doubts, managedUsd, cut }: Simulated): string {
  return [
    `An hour of 1080p to 720p, from the end of the upload until the finished MP4; asked are ${TARGET.seconds} s at the median and $${TARGET.usd.toFixed(2)}. Each row changes one thing more:`,
    summaryTable('modelled', steps),
    cheapest(sweep),
    `The last row again, in pieces of other lengths; the engine's own (pieceSecondsOf) is ${cut.pieceSeconds.toFixed(1)} s:`,
    lengthsTable(sweep, cut),
    'The last row again, each time with one guess that is wrong:',
    summaryTable('modelled, if', doubts),
    'Beside it, published by others and not measured here:',
    markdownTable(
      ['who', 'what', 's', 'source'],
      PUBLIC_FIGURES.map(({ who, what, seconds, source }) => [who, what, String(seconds), source]),
    ),
    `MediaConvert's list price for that hour is $${managedUsd.toFixed(2)}.`,
  ].join('\n\n');
}

/** One size of function, of the provisioned event source: the film by the length of its pieces. */
function lengthsTable(sweep: SweepPoint[], { memoryMb }: Simulated['cut']): string {
  const points = sweep.filter(point => point.source === 'provisioned' && point.memoryMb === memoryMb);
  return summaryTable(
    'pieces, s',
    points.map(point => ({ ...point, what: String(point.pieceSeconds) })),
  );
}

function summaryTable(head: string, rows: (Summary & { what: string })[]): string {
  return markdownTable(
    [head, 'median s', '95 % by s', 'USD', 'core s'],
    rows.map(({ what, medianSeconds, p95Seconds, usd, coreSeconds }) => [
      what,
      medianSeconds.toFixed(1),
      p95Seconds.toFixed(1),
      usd.toFixed(3),
      coreSeconds.toFixed(0),
    ]),
  );
}

function cheapest(points: SweepPoint[]): string {
  const told = (['provisioned', 'standard'] as const).map(source => {
    const own = points.filter(point => point.source === source);
    const best = cheapestInTime(own);
    return best
      ? `with the ${source} event source the cheapest in time is ${pointText(best)}`
      : `with the ${source} event source none is in time, and the fastest is ${pointText(fastest(own))}`;
  });
  return `Of ${points.length} sizes of function and lengths of piece: ${told.join('; ')}.`;
}

function fastest(points: SweepPoint[]): SweepPoint {
  return points.reduce((best, point) => (point.medianSeconds < best.medianSeconds ? point : best));
}

function pointText({ memoryMb, pieceSeconds, medianSeconds, usd }: SweepPoint): string {
  const memory = memoryMb.toLocaleString('en-US');
  return `${memory} MB and pieces of ${pieceSeconds} s, ${medianSeconds.toFixed(1)} s and $${usd.toFixed(3)}`;
}
