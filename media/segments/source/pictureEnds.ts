import { type Box, bytesAt } from '../../movie/box.ts';
import { editsOf, timescaleIn } from '../../movie/headers.ts';
import type { Movie, MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';
import { firstShown } from './firstShown.ts';
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
  { boxes }: Pick<Movie, 'boxes'>,
  track: MovieTrack,
  samples: Samples,
): [Slice, Slice] | null {
  const { count, decoded } = samples;
  if (!tellsByEnds(track, samples)) return null;
  const end = shownTo(track, timescaleIn(bytesAt(boxes, 'mvhd')));
  let last = count - 1;
  while (last > 0 && (decoded[last] ?? 0) >= end) last -= 1;
  const head = { from: 0, to: firstShown(track, samples) + PICTURES };
  const tail = { from: last - PICTURES, to: count };
  return tail.from - head.to < LEAST_BETWEEN ? null : [head, tail];
}

function tellsByEnds({ boxes, tables }: MovieTrack, { later }: Samples): boolean {
  const edits = editsOf(boxes).filter(({ from }) => from !== null);
  const tellsKeys = ({ type }: Box) => OTHER_KEYS.has(type);
  return (
    edits.length <= 1 && !tables.some(tellsKeys) && !later.some(ticks => ticks < 0 || ticks > HUGE_TICKS)
  );
}

/** Where the edit list ends, ticks of the track's clock. */
function shownTo({ boxes, timescale }: MovieTrack, movieTimescale: number): number {
  const edit = editsOf(boxes).find(({ from }) => from !== null);
  if (!edit || edit.ticks === 0) return Number.POSITIVE_INFINITY;
  return (edit.from ?? 0) + (edit.ticks * timescale) / movieTimescale;
}
