import { seen } from '../words/format.ts';
import type { Deed } from './useDeed.ts';

/** What came of a deed; it is there before, so that screen readers hear what it becomes. */
export function Said({ deed: { said, isTrouble } }: { deed: Deed }) {
  return (
    <p class={said === '' ? 'said' : `said notice ${isTrouble ? 'bad' : ''}`} role="status">
      {seen(said)}
    </p>
  );
}

/** Why nothing can be done here; nothing where it can. */
export function ReadOnly({ readOnly }: { readOnly: boolean }) {
  if (!readOnly) return null;
  return <p class="notice">This dashboard is read-only: start it without --read-only to change something.</p>;
}
