import type { TopLevelSpec } from 'vega-lite';
import type { NamedBurst } from '../scenarios/bursts.ts';

/** Points a line: as many as can be told apart. */
const POINTS = 60;

/** How many outputs of a burst are there after so many seconds. */
export function burstPlot(bursts: NamedBurst[]): TopLevelSpec {
  const values = bursts.flatMap(({ name, waits }) =>
    Array.from({ length: POINTS + 1 }, (_, point) => Math.round((point * waits.length) / POINTS)).map(
      done => ({
        ...{ name, done },
        seconds: done === 0 ? 0 : (waits[done - 1] ?? 0),
      }),
    ),
  );
  return {
    title: 'Outputs of a burst of clips (modelled)',
    width: 420,
    height: 240,
    data: { values },
    mark: 'line',
    encoding: {
      x: {
        ...{ field: 'seconds', type: 'quantitative', title: 'seconds after the uploads' },
        scale: { type: 'symlog', constant: 30 },
      },
      y: { field: 'done', type: 'quantitative', title: 'outputs' },
      color: { field: 'name', type: 'nominal', title: 'event source', legend: { labelLimit: 0 } },
    },
  };
}
