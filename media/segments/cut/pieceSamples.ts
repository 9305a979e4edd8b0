import type { Samples } from '../../movie/samples.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { pictureAt } from '../../timeline/pictureAt.ts';
import type { Slice } from '../source/sliceMovie.ts';
import type { Piece } from './cutPieces.ts';
import type { SampleClock } from './matchSamples.ts';
import type { ShownSample } from './shownSamples.ts';

/** Pictures ahead of a piece and behind it that filters look at: a deinterlacer those beside each, the grid the next one. */
const BESIDE = 2;

/** What a piece is decoded from. */
export interface PieceSamples {
  /** From a key frame on. */
  slice: Slice;
  /** Those that a decoder shows that begins there, in the order in which it does. */
  shown: ShownSample[];
  /** Whether there is something of the film ahead of it, which a decoder of the whole has seen. */
  beginsAmid: boolean;
}

/**
 * The samples that a piece needs: from the key frame before its first picture to the last one, in the order of decoding,
 * that is one of its pictures. `inOrder` are all that are shown.
 */
export function pieceSamples(
  samples: Samples,
  clock: SampleClock & { timescale: number },
  inOrder: ShownSample[],
  grid: Grid,
  { firstFrame, frames }: Piece,
): PieceSamples {
  const times = inOrder.map(({ ticks }) => ticks / clock.timescale);
  const indexAt = (frame: number) => times.indexOf(pictureAt(times, grid, frame));
  const first = Math.max(0, indexAt(firstFrame) - BESIDE);
  const last = indexAt(firstFrame + frames - 1) + BESIDE;
  const from = keyBefore(samples, clock, inOrder[first]?.ticks ?? 0);
  const to = 1 + inOrder.slice(first, last + 1).reduce((most, { sample }) => Math.max(most, sample), from);
  // What follows a key frame and is shown ahead of it may need pictures that are not there.
  const beginsAmid = from !== clock.from;
  const earliest = beginsAmid ? shownAt(samples, clock, from) : Number.NEGATIVE_INFINITY;
  const shown = inOrder.filter(({ sample, ticks }) => sample >= from && sample < to && ticks >= earliest);
  return { slice: { from, to }, shown, beginsAmid };
}

/** The last key frame that is shown no later than so many ticks; the very first sample where there is none. */
function keyBefore(samples: Samples, clock: SampleClock, ticks: number): number {
  const { keys } = samples;
  const isBefore = (sample: number) => shownAt(samples, clock, sample) <= ticks;
  const end = clock.from + clock.count;
  if (keys !== null)
    return keys.findLast(key => key >= clock.from && key < end && isBefore(key)) ?? clock.from;
  let sample = end - 1;
  while (sample > clock.from && !isBefore(sample)) sample -= 1;
  return sample;
}

function shownAt({ decoded, later }: Samples, { offsetTicks }: SampleClock, sample: number): number {
  return (decoded[sample] ?? 0) + (later[sample] ?? 0) + offsetTicks;
}
