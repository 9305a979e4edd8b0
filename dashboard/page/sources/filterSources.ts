import type { SourceRow } from '../../wire/sources.ts';

/** Which sources are shown; an empty text leaves all. */
export interface Filter {
  /** A part of the key, in any case. */
  q: string;
  state: string;
  rendition: string;
}

/** The newest change first. */
export function filterSources(sources: Iterable<SourceRow>, filter: Filter): SourceRow[] {
  const shown = [...sources].filter(source => isShown(source, filter));
  return shown.sort((a, b) => (a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : 0));
}

function isShown({ key, renditions }: SourceRow, { q, state, rendition }: Filter): boolean {
  if (q !== '' && !key.toLowerCase().includes(q.toLowerCase())) return false;
  if (state === '' && rendition === '') return true;
  return renditions.some(
    one => (state === '' || one.state === state) && (rendition === '' || one.rendition === rendition),
  );
}
