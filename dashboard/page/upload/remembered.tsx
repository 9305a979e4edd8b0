import { useState } from 'preact/hooks';
import { bytes } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';
import { type Kept, keptUploads, throwAway } from './work/memory.ts';
import type { Row } from './work/row.ts';

/** Uploads that an earlier page began: it takes the reader to open their files again. */
export function Remembered({ rows }: { rows: readonly Row[] }) {
  const [, setTurn] = useState(0);
  const known = new Set(rows.map(({ key }) => key));
  const kept = keptUploads().filter(({ key }) => !known.has(key));
  if (kept.length === 0) return null;
  const drop = async (one: Kept) => {
    await throwAway(one);
    setTurn(turn => turn + 1);
  };
  return (
    <section class="card remembered" aria-label="Uploads that were broken off">
      <h2>Broken off</h2>
      <p class="quiet">
        A page cannot open files again by itself: choose or drop the same ones, and only what is missing is
        sent. What was wished as they were begun stays.
      </p>
      <ul>
        {kept.map(one => (
          <li key={one.uploadId}>
            <span>
              <b>
                <Foreign text={one.key} />
              </b>{' '}
              ({bytes(one.sizeBytes)}): choose it again to go on
            </span>
            <button type="button" onClick={() => drop(one)}>
              Throw away
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
