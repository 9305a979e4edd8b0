import { HISTORY_SECONDS, SAMPLE_SECONDS } from '../../wire/retention.ts';
import type { Told } from '../live/state.ts';
import { Empty } from '../words/empty.tsx';
import { Table } from '../words/table.tsx';
import { LINES } from './lines.ts';
import { QueueChart } from './queueChart.tsx';
import { WorkerPodsList } from './workerPods.tsx';
import { Workers } from './workers.tsx';

/** Each rendition's queue over the last minutes, and who works. */
export function QueuesPage({ told }: { told: Told }) {
  const { samples } = told;
  const names = samples.at(-1)?.queues.map(({ rendition }) => rendition) ?? [];
  return (
    <>
      <h1>Queues and workers</h1>
      <p class="quiet">
        The last {HISTORY_SECONDS / 60} minutes, every {SAMPLE_SECONDS} s.
      </p>
      {names.length === 0 && <Empty says="The queues were not looked at yet; in a few seconds they are." />}
      <div class="charts">
        {names.map(name => (
          <QueueCard key={name} name={name} samples={samples} />
        ))}
      </div>
      <Workers sources={told.sources} />
      <WorkerPodsList />
    </>
  );
}

function QueueCard({ name, samples }: { name: string } & Pick<Told, 'samples'>) {
  const depths = samples.flatMap(({ at, queues }) => {
    const depth = queues.find(({ rendition }) => rendition === name);
    return depth ? [{ at, ...depth }] : [];
  });
  const newest = depths.at(-1);
  return (
    <section class="card">
      <h2>{name}</h2>
      <dl class="legend">
        {LINES.map(({ of, label, mark }) => (
          <div key={of} class={of}>
            <dt>
              <span aria-hidden="true">{mark}</span> {label}
            </dt>
            <dd>{newest?.[of].toLocaleString()}</dd>
          </div>
        ))}
      </dl>
      <QueueChart depths={depths} />
      <details>
        <summary>As a table</summary>
        <Table
          caption={`Queue of ${name}, newest first`}
          head={['At', ...LINES.map(({ label }) => label)]}
          rows={depths
            .toReversed()
            .map(depth => [
              new Date(depth.at).toLocaleTimeString(),
              ...LINES.map(({ of }) => String(depth[of])),
            ])}
        />
      </details>
    </section>
  );
}
