import { useMemo } from 'preact/hooks';
import type { SourceRow } from '../../wire/sources.ts';
import { isWorkedOn } from '../live/isWorkedOn.ts';
import type { Told } from '../live/state.ts';
import { bytes } from '../words/format.ts';

/** The numbers above all else. */
export function Tiles({ told }: { told: Told }) {
  const counts = useMemo(() => countRenditions(told.sources.values()), [told.sources]);
  const stored = useMemo(() => storedBytes(told.sources.values()), [told.sources]);
  const queues = told.samples.at(-1)?.queues ?? [];
  const sum = (of: 'visible' | 'inFlight' | 'dead') => queues.reduce((all, queue) => all + queue[of], 0);
  const tiles = [
    ['Sources', (told.sources.size + told.left).toLocaleString()],
    ['In work', counts.inWork.toLocaleString()],
    ['Complete', counts.complete.toLocaleString()],
    ['Failed', counts.failed.toLocaleString()],
    ['Waiting in queues', sum('visible').toLocaleString()],
    ['In flight', sum('inFlight').toLocaleString()],
    ['Dead letters', sum('dead').toLocaleString()],
    ['Stored, made', bytes(stored.outputs)],
    ['Stored, uploaded', bytes(stored.sources)],
  ];
  return (
    <>
      <dl class="tiles">
        {tiles.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {sum('visible') > 0 && (
        <p class="quiet">
          An upload has a row here once somebody has begun with it: until then it waits in queues.
        </p>
      )}
    </>
  );
}

/** As the ledger has it: of what was deleted by hand it does not know. */
function storedBytes(sources: Iterable<SourceRow>): { outputs: number; sources: number } {
  const stored = { outputs: 0, sources: 0 };
  for (const { outputBytes, sourceBytes } of sources) {
    stored.outputs += outputBytes;
    stored.sources += sourceBytes;
  }
  return stored;
}

/** How many renditions there are of those that are counted. */
function countRenditions(sources: Iterable<SourceRow>) {
  const counts = { inWork: 0, complete: 0, failed: 0 };
  for (const { renditions } of sources) {
    for (const one of renditions) {
      if (isWorkedOn(one)) counts.inWork += 1;
      if (one.state === 'complete') counts.complete += 1;
      if (one.state === 'failed') counts.failed += 1;
    }
  }
  return counts;
}
