import type { Told } from '../live/state.ts';

/** The numbers above all else. */
export function Tiles({ told }: { told: Told }) {
  const states = [...told.sources.values()].flatMap(({ renditions }) => renditions.map(({ state }) => state));
  const count = (...of: string[]) => states.filter(state => of.includes(state)).length;
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
