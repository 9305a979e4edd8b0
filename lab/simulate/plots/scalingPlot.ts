import type { TopLevelSpec } from 'vega-lite';
import type { Scaling } from '../scenarios/scaling.ts';
import { targetLine } from './targetLine.ts';

/** What is asked of the efficiency. */
const TARGET = 0.97;

/** How near so many workers come to so many times one. */
export function scalingPlot(scaling: Scaling[]): TopLevelSpec {
  const values = scaling.flatMap(({ workers, oneFilm, backlog }) => [
    { workers, of: 'one film of an hour', efficiency: oneFilm.efficiency },
    { workers, of: 'a backlog of one a worker', efficiency: backlog.efficiency },
  ]);
  return {
    title: 'Part of linear (modelled)',
    width: 420,
    height: 240,
    layer: [
      targetLine({ y: TARGET }),
      {
        data: { values },
        mark: { type: 'line', point: true },
        encoding: {
          x: { field: 'workers', type: 'quantitative', scale: { type: 'log' }, title: 'workers' },
          y: { field: 'efficiency', type: 'quantitative', title: 'part of linear', axis: { format: '%' } },
          color: { field: 'of', type: 'nominal', title: null, legend: { labelLimit: 0 } },
        },
      },
    ],
  };
}
