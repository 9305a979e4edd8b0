import { bisect } from '../../movie/bisect.ts';
import type { Movie, MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';
import { firstShown } from './firstShown.ts';
import { shownTicks } from './shownTicks.ts';
import type { Slice } from './sliceMovie.ts';

/** At either end; no decoder holds back as many pictures. */
const PICTURES = 64;

/** To leave out less gains nothing, pictures. */
const LEAST_BETWEEN = 1_000;

/** An offset so large lets ffmpeg ignore them all (mov.c, mov_read_ctts), ticks. */
const HUGE_TICKS = 2 ** 28;

/** Tables that call samples key frames besides `stss`. */
const OTHER_KEYS = new Set(['stps', 'sbgp']);

/**
 * The samples of a track of pictures by which ffmpeg tells when all of them are shown: those around its beginning, and
 * those around the end of what its edit list shows and all behind that. Null where what lies between counts as well: ffmpeg
 * goes by the whole table where one is shown ahead of when it is decoded (mov.c, dts_shift), and from edit to edit.
 */
export function pictureEnds(
  movie: Pick<Movie, 'boxes'>,
  track: MovieTrack,
  samples: Samples,
): [Slice, Slice] | null {
  const { count, decoded } = samples;
  const shown = shownTicks(movie, track);
  if (shown === null || !tellsByEnds(track, samples)) return null;
  const decodedFrom = (ticks: number) => bisect(count, sample => (decoded[sample] ?? 0) >= ticks);
  // What is left out ahead of the first picture shown may be most of a long group.
  const first = Math.max(firstShown(track, samples), decodedFrom(shown.from));
  const head = { from: 0, to: first + PICTURES };
  const tail = { from: decodedFrom(shown.to) - 1 - PICTURES, to: count };
  return tail.from - head.to < LEAST_BETWEEN ? null : [head, tail];
}

function tellsByEnds({ tables }: MovieTrack, { later }: Samples): boolean {
  return (
    !tables.some(({ type }) => OTHER_KEYS.has(type)) && !later.some(ticks => ticks < 0 || ticks > HUGE_TICKS)
  );
}
