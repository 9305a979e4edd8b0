import { useState } from 'preact/hooks';
import type { Dead } from '../../wire/mends/dead.ts';
import { API_PATH } from '../../wire/paths.ts';
import { setFields } from '../address/address.ts';
import { useRead } from '../address/useRead.ts';
import { Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import { Empty } from '../words/empty.tsx';
import { DeadDeeds } from './deadDeeds.tsx';
import { type DeadFilter, DeadFilters } from './deadFilters.tsx';
import { DeadGroups, DeadTable } from './deadTable.tsx';
import type { MendPart } from './part.ts';
import { Undelivered } from './undelivered.tsx';

/** What failed for good, with its reasons, and what puts it back or drops it. */
export function DeadLetters({ readOnly, turn, done, address }: MendPart & { address: URLSearchParams }) {
  const field = (name: keyof DeadFilter) => address.get(name) ?? '';
  const filter = {
    ...{ class: field('class'), code: field('code') },
    ...{ rendition: field('rendition'), prefix: field('prefix') },
  };
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  const url = `${API_PATH}dead?${new URLSearchParams(given)}`;
  const { value, trouble } = useRead<Dead>(url, turn);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const deed = useDeed(() => {
    setChosen(new Set());
    done();
  });
  const deeds = { deed, readOnly };
  return (
    <section aria-label="Dead letters">
      <h2>Dead letters</h2>
      {trouble && <p class="notice">{trouble}</p>}
      <Said deed={deed} />
      {value && value.groups.length === 0 && <Empty says="Nothing is dead." />}
      {value && value.groups.length > 0 && (
        <>
          <DeadGroups groups={value.groups} />
          <DeadFilters filter={filter} groups={value.groups} />
          {value.matching === 0 && (
            <Empty says="Nothing that is dead is like that.">
              <button
                type="button"
                onClick={() => setFields({ class: '', code: '', rendition: '', prefix: '' })}
              >
                Show all
              </button>
            </Empty>
          )}
          {value.matching > 0 && (
            <>
              <DeadDeeds {...deeds} given={given} chosen={chosen} matching={value.matching} />
              <DeadTable jobs={value.jobs} matching={value.matching} chosen={chosen} choose={setChosen} />
            </>
          )}
        </>
      )}
      <Undelivered {...deeds} undelivered={value?.undelivered ?? []} />
    </section>
  );
}
