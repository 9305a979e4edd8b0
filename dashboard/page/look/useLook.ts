import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Film } from '../../wire/looks/film.ts';
import type { Look } from '../../wire/looks/look.ts';
import { API_PATH } from '../../wire/paths.ts';
import { ask } from '../address/call.ts';
import { Reading } from '../address/reading.ts';

export interface Looked {
  look: Look | null;
  /** Why it cannot be looked at, in a sentence. */
  trouble: string | null;
  /** Gets new links where those that there are have ended or soon will; a player's place is its own to keep. */
  renew(): void;
}

/** Ahead of their end links are new ones already, milliseconds. */
const AHEAD_MS = 60_000;

/** A link that does not work so soon after it was made does not work at all, milliseconds. */
const FRESH_MS = 30_000;

/** What there is to look at of a source, asked for anew when `turn` changes; links stay as long as they work. */
export function useLook(bucket: string, key: string, turn: unknown): Looked {
  const url = `${API_PATH}look?${new URLSearchParams({ bucket, key })}`;
  const [state, setState] = useState<Pick<Looked, 'look' | 'trouble'> & { url: string }>(NOTHING);
  const reading = useRef<Reading<Look> | null>(null);
  const links = useRef({ madeAt: 0, areUnwanted: false });
  useEffect(() => {
    const current = new Reading<Look>(signal => ask<Look>(url, signal), {
      told: next =>
        setState(({ look: last }) => {
          const look = links.current.areUnwanted ? next : kept(last, next);
          if (look === next) links.current = { madeAt: Date.now(), areUnwanted: false };
          return { url, look, trouble: null };
        }),
      failed: ({ message: trouble }) =>
        setState(last => ({ url, look: last.url === url ? last.look : null, trouble })),
    });
    reading.current = current;
    return () => current.close();
  }, [url]);
  useEffect(() => reading.current?.again(), [url, turn]);
  const expiresAt = Date.parse(state.look?.expiresAt ?? '');
  const renew = useCallback(() => {
    const isEnding = Date.now() > expiresAt - AHEAD_MS;
    // Credentials may have had a shorter life than their links.
    if (!isEnding && Date.now() - links.current.madeAt <= FRESH_MS) return;
    links.current.areUnwanted = true;
    reading.current?.again();
  }, [expiresAt]);
  // Of another source nothing is shown under this one's name.
  return state.url === url ? { ...state, renew } : { look: null, trouble: null, renew };
}

const NOTHING = { url: '', look: null, trouble: null };

/** A player whose link changes begins anew: those to the same object stay, and so does their end. */
function kept(last: Look | null, next: Look): Look {
  if (last?.bucket !== next.bucket || last.key !== next.key) return next;
  if (Date.now() > Date.parse(last.expiresAt) - AHEAD_MS) return next;
  const known = new Map([last.source, ...last.renditions].map(film => [idOf(film), film]));
  const same = (film: Film) => ({ ...film, url: known.get(idOf(film))?.url ?? film.url });
  return {
    ...next,
    expiresAt: last.expiresAt,
    ...(next.source && { source: same(next.source) }),
    renditions: next.renditions.map(same),
  };
}

/** The same object as far as can be told. */
function idOf(film: Film | undefined): string {
  return film ? `${film.url.split('?', 1)[0]} ${film.sizeBytes}` : '';
}
