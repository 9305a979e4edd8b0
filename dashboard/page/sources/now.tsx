import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SourceRow } from '../../wire/sources.ts';
import { addressOf, goTo, setFields } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { idOf, type Told } from '../live/state.ts';
import { Empty } from '../words/empty.tsx';
import { useNow } from '../words/useNow.ts';
import { filterSources } from './filterSources.ts';
import { Filters } from './filters.tsx';
import { SourceItem } from './sourceRow.tsx';
import { Tiles } from './tiles.tsx';
import { VirtualList } from './virtualList.tsx';

/** Of a row without its renditions, and of a line of them; pixels, as the style has them. */
const HEAD_PX = 58;
const LINE_PX = 34;

/** So wide a rendition is at least, and so much of the window has no rendition in it; pixels, as the style has them. */
const RENDITION_PX = 360;
const EDGES_PX = 88;

/** What there is now: a row a source, the newest change first. */
export function Now({ told, address }: { told: Told; address: URLSearchParams }) {
  const now = useNow(5_000);
  const columns = useColumns();
  const filter = {
    q: address.get('q') ?? '',
    state: address.get('state') ?? '',
    rendition: address.get('rendition') ?? '',
  };
  const { q, state, rendition } = filter;
  const { sources } = told;
  const kinds = useMemo(() => kindsOf(sources.values()), [sources]);
  const shown = useMemo(
    () => filterSources(sources.values(), { q, state, rendition }),
    [sources, q, state, rendition],
  );
  const lines = Math.max(1, Math.ceil(kinds.most / columns));
  return (
    <>
      <h1>Now</h1>
      <p class="deeds">
        <button type="button" onClick={() => goTo(addressOf({ view: 'test' }))}>
          Test pipeline
        </button>
      </p>
      <Tiles told={told} />
      <Filters filter={filter} states={kinds.states} renditions={kinds.renditions} />
      {shown.length > 0 && (
        <VirtualList label="Sources" items={shown} rowHeight={HEAD_PX + lines * LINE_PX} idOf={idOf}>
          {source => <SourceItem source={source} now={now} />}
        </VirtualList>
      )}
      {shown.length === 0 && <Nothing isFiltered={sources.size > 0} />}
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) {
    return (
      <Empty says="Nothing was uploaded yet. Upload a video here, or from a terminal:">
        <p>
          <Link to={addressOf({ view: 'upload' })}>Choose a video</Link>
        </p>
        <code>npx fanreel submit holiday.mp4 --wait</code>
      </Empty>
    );
  }
  return (
    <Empty says="No source is like that.">
      <button type="button" onClick={() => setFields({ q: '', state: '', rendition: '' })}>
        Show all
      </button>
    </Empty>
  );
}

/** What there is to choose from, and the most renditions that a source has. */
function kindsOf(sources: Iterable<SourceRow>) {
  const states = new Set<string>();
  const renditions = new Set<string>();
  let most = 0;
  for (const source of sources) {
    most = Math.max(most, source.renditions.length);
    for (const one of source.renditions) {
      states.add(one.state);
      renditions.add(one.rendition);
    }
  }
  return { states: [...states].sort(), renditions: [...renditions].sort(), most };
}

/** How many renditions stand beside one another: all rows are of one height, so that any of them can be gone to. */
function useColumns(): number {
  const count = () => Math.max(1, Math.floor((Math.min(innerWidth, 1_200) - EDGES_PX) / RENDITION_PX));
  const [columns, setColumns] = useState(count);
  useEffect(() => {
    const look = () => setColumns(count());
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, []);
  return columns;
}
