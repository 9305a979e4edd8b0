import type { SourceRow } from '../../wire/sources.ts';
import { addressOf } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { isWorkedOn } from '../live/isWorkedOn.ts';
import type { Told } from '../live/state.ts';
import { Empty } from '../words/empty.tsx';
import { seconds } from '../words/format.ts';
import { Foreign, Progress, State } from '../words/marks.tsx';
import { Table } from '../words/table.tsx';
import { useNow } from '../words/useNow.ts';

/** Who works: a function's invocation, a container or MediaConvert, with what it does and for how long. */
export function Workers({ sources }: Pick<Told, 'sources'>) {
  const now = useNow(1_000);
  const working = [...sources.values()].flatMap(workOf);
  return (
    <>
      <h2>Workers</h2>
      {working.length === 0 && (
        <Empty says="Nobody works: what is uploaded next is taken up within seconds." />
      )}
      {working.length > 0 && (
        <Table
          caption="Who works, and on what"
          head={['Rendition', 'Source', 'State', 'Engine', 'For', 'Done', 'Restarts']}
          rows={working.map(work => rowOf(work, now))}
        />
      )}
    </>
  );
}

function workOf({ bucket, key, renditions }: SourceRow) {
  return renditions.filter(isWorkedOn).map(one => ({ bucket, key, ...one }));
}

function rowOf(work: ReturnType<typeof workOf>[number], now: number) {
  const { bucket, key, rendition, state, engine = '', startedAt, progress, attempts, lost } = work;
  return [
    rendition,
    <Link key="source" to={addressOf({ view: 'source', bucket, key })}>
      <Foreign text={key} />
    </Link>,
    <State key="state" state={state} />,
    engine,
    startedAt === undefined ? '' : seconds(Math.max(0, Math.round((now - Date.parse(startedAt)) / 1_000))),
    <Progress key="done" percent={progress} of={`${rendition} of ${key}`} />,
    `${Math.max(0, attempts - 1)}${lost > 0 ? ` (${lost} lost)` : ''}`,
  ];
}
