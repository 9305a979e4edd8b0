import { useEffect, useRef, useState } from 'preact/hooks';
import type { Thumbnail, Thumbnails } from '../../wire/looks/thumbnails.ts';
import { API_PATH } from '../../wire/paths.ts';
import { addressOf, setFields } from '../address/address.ts';
import { ask } from '../address/call.ts';
import { Link } from '../address/link.tsx';
import { Empty } from '../words/empty.tsx';
import { seen } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';
import { clock } from './clock.ts';

/** Sources that are read at a time, and how wide their pictures are to be, pixels. */
const PAGE = 24;
const WIDTH = 320;

/** Links to pictures work for an hour, milliseconds. */
const LINKS_MS = 3_600_000;

/** Where presets usually take them, percent. */
const POSITIONS = [10, 50, 95];

/** Stills of all sources, the newest first, by their position in the source. */
export function Gallery({ address }: { address: URLSearchParams }) {
  const position = address.get('position') ?? '50';
  const [turn, setTurn] = useState(0);
  const readAt = useRef(Date.now());
  // A picture is read once it is scrolled to, which may be after its link has ended.
  const fail = () => {
    if (Date.now() - readAt.current < LINKS_MS) return;
    readAt.current = Date.now();
    setTurn(turn + 1);
  };
  return (
    <>
      <h1>Gallery</h1>
      <div class="filters">
        <label>
          <span>Taken at</span>
          <select value={position} onChange={event => setFields({ position: event.currentTarget.value })}>
            {POSITIONS.map(percent => (
              <option key={percent} value={percent}>
                {percent} %
              </option>
            ))}
            <option value="any">any position</option>
          </select>
        </label>
      </div>
      <Pages key={`${position} ${turn}`} position={position} fail={fail} />
    </>
  );
}

interface Read {
  thumbnails: Thumbnail[];
  /** Of the next page; null where that was the last. */
  before: string | null;
}

interface PagesProps {
  position: string;
  /** A picture does not load. */
  fail(): void;
}

function Pages({ position, fail }: PagesProps) {
  const [read, setRead] = useState<Read | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const more = async (before?: string) => {
    setReading(true);
    const next = await ask<Thumbnails>(urlOf(position, before)).catch((error: Error) => error);
    setReading(false);
    if (next instanceof Error) return setTrouble(next.message);
    setTrouble(null);
    setRead(last => ({
      thumbnails: [...(last?.thumbnails ?? []), ...next.thumbnails],
      before: next.before ?? null,
    }));
  };
  useEffect(() => void more(), []);
  const before = read?.before;
  return (
    <>
      {trouble && <p class="notice">{trouble}</p>}
      {read?.thumbnails.length === 0 && !before && <Nothing position={position} />}
      <ul class="gallery">
        {read?.thumbnails.map(one => (
          <Still key={`${one.bucket}/${one.key} ${one.seconds}`} still={one} fail={fail} />
        ))}
      </ul>
      {before && (
        <p>
          <button type="button" disabled={isReading} onClick={() => more(before)}>
            More
          </button>
        </p>
      )}
    </>
  );
}

function Nothing({ position }: { position: string }) {
  if (position !== 'any') {
    return (
      <Empty says={`No still was taken at ${position} %.`}>
        <button type="button" onClick={() => setFields({ position: 'any' })}>
          Show those of any position
        </button>
      </Empty>
    );
  }
  return (
    <Empty says="There are no stills. The preset thumbnails makes them of each upload, once it stands among the presets of the profile; of what was uploaded before:">
      <code>npx fanreel backfill thumbnails</code>
    </Empty>
  );
}

function Still({ still, fail }: { still: Thumbnail; fail(): void }) {
  const { bucket, key, percent, seconds, width, height, url } = still;
  return (
    <li class="card">
      <Link to={addressOf({ view: 'look', bucket, key })}>
        <img
          {...{ src: url, width, height }}
          loading="lazy"
          onError={fail}
          alt={`${seen(key)} at ${percent} %`}
        />
        <Foreign text={key} />
      </Link>
      <small>
        {clock(seconds)} ({percent} %)
      </small>
    </li>
  );
}

function urlOf(position: string, before?: string): string {
  const fields = { limit: String(PAGE), width: String(WIDTH) };
  const query = new URLSearchParams({
    ...fields,
    ...(position !== 'any' && { position }),
    ...(before !== undefined && { before }),
  });
  return `${API_PATH}thumbnails?${query}`;
}
