import { bytesAt } from '../../movie/box.ts';
import { editsOf, timescaleIn } from '../../movie/headers.ts';
import type { Movie, MovieTrack } from '../../movie/readMovie.ts';

/** What the edit list shows of a track, ticks of its clock; null where that is several parts. */
export function shownTicks(
  { boxes }: Pick<Movie, 'boxes'>,
  track: MovieTrack,
): { from: number; to: number } | null {
  const [edit, ...others] = editsOf(track.boxes).filter(({ from }) => from !== null);
  if (others.length > 0) return null;
  if (!edit) return { from: 0, to: Number.POSITIVE_INFINITY };
  const from = edit.from ?? 0;
  return { from, to: from + (edit.ticks * track.timescale) / timescaleIn(bytesAt(boxes, 'mvhd')) };
}
