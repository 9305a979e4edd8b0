import { useState } from 'preact/hooks';
import type { PurgedAll, PurgeFound } from '../../wire/mends/purge.ts';
import { API_PATH } from '../../wire/paths.ts';
import { change } from '../address/call.ts';
import { useRead } from '../address/useRead.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import { Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import { usd } from '../words/format.ts';
import { Table } from '../words/table.tsx';
import { counted, type MendPart } from './part.ts';

const KINDS = [
  ['waiting', 'what waits or is held'],
  ['dead', 'what is dead'],
] as const;

/** Throws away what waits or is dead, for whoever types the stack's name. */
export function Purge({ readOnly, turn, done }: MendPart) {
  const { value, trouble } = useRead<PurgeFound>(`${API_PATH}purge`, turn);
  const [kinds, setKinds] = useState<string[]>(['waiting', 'dead']);
  const [rendition, setRendition] = useState('');
  const [stack, setStack] = useState('');
  const deed = useDeed(() => {
    setStack('');
    done();
  });
  const toggle = (kind: string) =>
    setKinds(last => (last.includes(kind) ? last.filter(one => one !== kind) : [...last, kind]));
  const renditions = rendition === '' ? {} : { renditions: [rendition] };
  return (
    <section aria-label="Purge">
      <h2>Purge</h2>
      {trouble && <p class="notice">{trouble}</p>}
      {value && <Found found={value} rendition={rendition} kinds={kinds} />}
      <Said deed={deed} />
      <form class="filters" onSubmit={event => event.preventDefault()}>
        <label>
          <span>Of</span>
          <select value={rendition} onChange={event => setRendition(event.currentTarget.value)}>
            <option value="">all renditions</option>
            {value?.renditions.map(one => (
              <option key={one.rendition} value={one.rendition}>
                {one.rendition}
              </option>
            ))}
          </select>
        </label>
        {KINDS.map(([kind, label]) => (
          <label key={kind} class="tick">
            <input type="checkbox" checked={kinds.includes(kind)} onChange={() => toggle(kind)} /> {label}
          </label>
        ))}
        <label>
          <span>Name of the stack, to agree</span>
          <input
            autocomplete="off"
            value={stack}
            disabled={readOnly}
            onInput={event => setStack(event.currentTarget.value)}
          />
        </label>
        <DeedButton
          {...{ deed, readOnly, disabled: stack === '' || kinds.length === 0 }}
          does={() => purge({ stack, kinds, ...renditions })}
        >
          Purge
        </DeedButton>
      </form>
    </section>
  );
}

interface FoundProps {
  found: PurgeFound;
  rendition: string;
  kinds: string[];
}

/** What would be done, before it is. */
function Found({ found, rendition, kinds }: FoundProps) {
  const chosen = found.renditions.filter(one => rendition === '' || one.rendition === rendition);
  const sum = (...names: (keyof Omit<PurgeFound['renditions'][number], 'rendition'>)[]) =>
    chosen.reduce((all, one) => names.reduce((part, name) => part + one[name], all), 0);
  const of = (kind: string, count: number) => (kinds.includes(kind) ? count : 0);
  const jobs = of('waiting', sum('queued', 'held')) + of('dead', sum('dead'));
  const messages = of('waiting', sum('waiting')) + of('dead', sum('letters', 'undelivered'));
  const atLeast = jobs >= found.maxCounted ? 'at least ' : '';
  return (
    <>
      <p>
        It writes down {atLeast}
        {counted(jobs, 'job')} as dropped, by whom and when, and such as nobody has begun too; then it deletes
        about {counted(messages, 'message')}. What is being made goes on (
        {counted(sum('inFlight'), 'message')} in flight). No source and no output is deleted, and reconcile
        asks for nothing of it.
      </p>
      <Table
        caption="What a purge would find"
        head={[
          'Rendition',
          'Waiting',
          'In flight',
          'Dead letters',
          'Undelivered',
          'Jobs queued',
          'Held',
          'Dead',
        ]}
        rows={found.renditions.map(one => [
          one.rendition,
          ...[one.waiting, one.inFlight, one.letters, one.undelivered, one.queued, one.held, one.dead].map(
            count => count.toLocaleString(),
          ),
        ])}
      />
    </>
  );
}

/** Call after call, until nothing is left; what came of all, in a sentence. */
async function purge(given: { stack: string; kinds: string[]; renditions?: string[] }): Promise<string> {
  const sum = { jobs: 0, messages: 0, usd: 0 };
  for (;;) {
    const { renditions, isOver, by, at } = await change<PurgedAll>('DELETE', `${API_PATH}purge`, given);
    for (const one of renditions) {
      sum.jobs += one.jobs;
      sum.messages += one.messages;
      sum.usd += one.usd;
    }
    if (!isOver) continue;
    const paid = sum.usd > 0 ? `, on which ${usd(sum.usd)} had been spent` : '';
    const when = new Date(at).toLocaleTimeString();
    return `Dropped ${counted(sum.jobs, 'job')}${paid}, and deleted ${counted(sum.messages, 'message')}: written down as by ${by} at ${when}.`;
  }
}
