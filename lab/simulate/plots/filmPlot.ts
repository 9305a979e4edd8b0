import type { TopLevelSpec } from 'vega-lite';
import { TARGET } from '../scenarios/filmSteps.ts';
import type { SweepPoint } from '../scenarios/sweep.ts';
import { targetLine } from './targetLine.ts';

/** Seconds against dollars of a film, a point a size of function and length of piece; what is asked lies left below. */
export function filmPlot(points: SweepPoint[]): TopLevelSpec {
  return {
    title: 'An hour of 1080p to 720p (modelled)',
    data: { values: points },
    facet: { column: { field: 'source', title: 'event source' } },
    spec: {
      width: 300,
      height: 240,
      layer: [
        targetLine({ x: TARGET.seconds }),
        targetLine({ y: TARGET.usd }),
        {
          mark: { type: 'point', filled: true, size: 70 },
          encoding: {
            x: { field: 'medianSeconds', type: 'quantitative', title: 'seconds, median' },
            y: { field: 'usd', type: 'quantitative', title: 'USD', scale: { zero: false } },
            color: { field: 'memoryMb', type: 'nominal', title: 'MB a function' },
            shape: { field: 'pieceSeconds', type: 'nominal', title: 's a piece' },
          },
        },
      ],
    },
  };
}
