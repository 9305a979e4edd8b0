import type { SourceRow } from './sources.ts';

/** Between two looks at the queues, seconds. */
export const SAMPLE_SECONDS = 5;

/** For how long looks are kept, seconds. */
export const HISTORY_SECONDS = 300;

/** Sources are held up to so many, the newest. */
export const MAX_SOURCES = 10_000;

/** So many more may come before the oldest are forgotten, all at once. */
const SPARE = 1_000;

/** Which of those that are held are to be forgotten. */
export function tooOld<Id, Held>(
  held: ReadonlyMap<Id, Held>,
  rowOf: (held: Held) => Pick<SourceRow, 'changedAt'>,
): Id[] {
  if (held.size <= MAX_SOURCES + SPARE) return [];
  return [...held]
    .map(([id, one]) => ({ id, changedAt: rowOf(one).changedAt }))
    .sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
    .slice(MAX_SOURCES)
    .map(({ id }) => id);
}
