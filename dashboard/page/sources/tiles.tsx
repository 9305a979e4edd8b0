import { useMemo } from 'preact/hooks';
import type { SourceRow } from '../../wire/sources.ts';
import type { Told } from '../live/state.ts';

/** The numbers above all else. */
export function Tiles({ told }: { told: Told }) {
  const counts = useMemo(() => countStates(told.sources.values()), [told.sources]);
  const count = (...states: string[]) => states.reduce((all, state) => all + (counts.get(state) ?? 0), 0);
  const queues = told.samples.at(-1)?.queues ?? [];
  const sum = (of: 'visible' | 'inFlight' | 'dead') => queues.reduce((all, queue) => all + queue[of], 0);
  const tiles = [
    ['Sources', told.sources.size],
    ['In work', count('running', 'submitted')],
    ['Complete', count('complete')],
    ['Failed', count('failed')],
    ['Waiting in queues', sum('visible')],
    ['Dead letters', sum('dead')],
  ] as const;
  return (
    <dl class="tiles">
      {tiles.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value.toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How many renditions there are in each state. */
function countStates(sources: Iterable<SourceRow>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { renditions } of sources) {
    for (const { state } of renditions) counts.set(state, 1 + (counts.get(state) ?? 0));
  }
  return counts;
}
