import type { NamedBurst } from '../scenarios/bursts.ts';
import type { Scaling } from '../scenarios/scaling.ts';
import type { Simulated } from '../scenarios/simulateAll.ts';
import { quantile } from '../scenarios/summary.ts';
import { markdownTable } from './markdownTable.ts';

/** Many workers, and many clips. */
export function crowdText({ scaling, bursts }: Simulated): string {
  const [first] = bursts;
  const clips = ((first?.waits.length ?? 0) / 2).toLocaleString('en-US');
  return [
    'Warm workers, all there from the start, against so many times one: for one film of an hour, and for a backlog of one such film a worker:',
    scalingTable(scaling),
    `${clips} clips of 8 to 30 s, uploaded at the same moment, each to 720p and 1080p:`,
    burstTable(bursts),
  ].join('\n\n');
}

function scalingTable(scaling: Scaling[]): string {
  return markdownTable(
    ['workers, modelled', 'one film, s', 'of linear', 'backlog, s', 'of linear'],
    scaling.map(({ workers, oneFilm, backlog }) => [
      workers.toLocaleString('en-US'),
      oneFilm.seconds.toFixed(1),
      percent(oneFilm.efficiency),
      backlog.seconds.toFixed(1),
      percent(backlog.efficiency),
    ]),
  );
}

function burstTable(bursts: NamedBurst[]): string {
  return markdownTable(
    ['event source, modelled', 'median s', '95 % by s', 'all by s', 'USD a clip', 'most at once'],
    bursts.map(({ name, waits, usd, mostAtOnce }) => [
      name,
      ...[quantile(waits, 0.5), quantile(waits, 0.95), quantile(waits, 1)].map(seconds => seconds.toFixed(0)),
      (usd / (waits.length / 2)).toFixed(5),
      mostAtOnce.toLocaleString('en-US'),
    ]),
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
