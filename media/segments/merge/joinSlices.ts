import type { Samples } from '../../movie/samples.ts';
import type { Slice } from '../source/sliceMovie.ts';

/** Frames behind a join: the first two that are shown are among the first so many that are decoded. */
const BEHIND = 4;

/** Joins of a merged film that are looked at. */
const MOST_JOINS = 12;

type Frames = Pick<Samples, 'keys' | 'count'>;

/**
 * What is decoded of a piece to see that it joins others well: its first frames, from its last key frame to its end, and
 * a key frame between.
 */
export function edgeSlices(samples: Frames): Slice[] {
  const { count } = samples;
  const last = keysOf(samples).at(-1) ?? 0;
  const first = { from: 0, to: Math.min(BEHIND, count) };
  if (last < first.to) return [{ from: 0, to: count }];
  return [first, ...sampled(samples, { from: first.to, to: last }), { from: last, to: count }];
}

/**
 * What is decoded of a merged film to see that its index goes with its pieces, both edges of which were decoded one by one:
 * the first frames behind some of its joins, and one join across, from the key frame before it.
 */
export function joinSlices(samples: Frames, joins: number[]): Slice[] {
  const { count } = samples;
  const every = Math.max(1, Math.ceil(joins.length / MOST_JOINS));
  const looked = joins.filter((_, index) => index % every === 0);
  const across = looked[Math.floor(looked.length / 2)];
  return looked.map(join => ({
    from: join === across ? (keysOf(samples).findLast(key => key < join) ?? 0) : join,
    to: Math.min(count, join + BEHIND),
  }));
}

function sampled(samples: Frames, { from, to }: Slice): Slice[] {
  const within = keysOf(samples).filter(key => key >= from && key < to);
  const middle = within[Math.floor(within.length / 2)];
  return middle === undefined ? [] : [{ from: middle, to: middle + 1 }];
}

function keysOf({ keys, count }: Frames): number[] {
  return keys ?? Array.from({ length: count }, (_, sample) => sample);
}
