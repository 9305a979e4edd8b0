import { bisect } from '../../movie/bisect.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { pictureAt } from '../../timeline/pictureAt.ts';
import type { Slice } from '../source/sliceMovie.ts';
import type { Piece } from './cutPieces.ts';
import type { ShownFilm, ShownSample } from './shownFilm.ts';

/** Pictures ahead of a piece and behind it that filters look at: a deinterlacer those beside each, the grid the next one. */
const BESIDE = 2;

/** What a piece is decoded from. */
export interface PieceSamples {
  /** From a key frame on. */
  slice: Slice;
  /** Its pictures and those beside them, in the order in which they are shown. */
  pictures: ShownSample[];
}

/**
 * The samples that a piece needs: from the key frame before its first picture to the last one, in the order of decoding,
 * that is one of its pictures. Takes as long for a piece of a long film as for one of a short one.
 */
export function pieceSamples(film: ShownFilm, grid: Grid, { firstFrame, frames }: Piece): PieceSamples {
  const first = Math.max(0, indexAt(film, grid, firstFrame) - BESIDE);
  const last = indexAt(film, grid, firstFrame + frames - 1) + BESIDE;
  const pictures = film.inOrder.slice(first, last + 1);
  const from = keyBefore(film, pictures[0]?.ticks ?? 0);
  const to = 1 + pictures.reduce((most, { sample }) => Math.max(most, sample), from);
  return { slice: { from, to }, pictures };
}

/** Those of a slice that a decoder shows that begins there, in the order in which it does. */
export function shownOf({ inOrder, begin, shownAt }: ShownFilm, { from, to }: Slice): ShownSample[] {
  // What follows a key frame and is shown ahead of it may need pictures that are not there.
  const earliest = from === begin ? Number.NEGATIVE_INFINITY : shownAt(from);
  return inOrder.filter(({ sample, ticks }) => sample >= from && sample < to && ticks >= earliest);
}

/** Which of the pictures in order a frame of the output shows. */
function indexAt({ inOrder, timescale }: ShownFilm, grid: Grid, frame: number): number {
  const { num, den } = grid.rate;
  const [time, step] = [(frame * den) / num - grid.pictureShift, den / num];
  const timeOf = (index: number) => (inOrder[index]?.ticks ?? 0) / timescale;
  // What is shown a frame earlier is there for certain, and a frame later nothing is that comes then.
  const from = Math.max(0, bisect(inOrder.length, index => timeOf(index) > time - step) - 1);
  const to = bisect(inOrder.length, index => timeOf(index) > time + step);
  const near = inOrder.slice(from, Math.max(to, from + 1)).map(({ ticks }) => ticks / timescale);
  const picture = pictureAt(near, grid, frame);
  return bisect(inOrder.length, index => timeOf(index) >= picture);
}

/** The last key frame that is shown no later than so many ticks; the very first sample where there is none. */
function keyBefore({ keys, from }: ShownFilm, ticks: number): number {
  return keys[bisect(keys.length, index => (keys[index]?.earliest ?? 0) > ticks) - 1]?.sample ?? from;
}
