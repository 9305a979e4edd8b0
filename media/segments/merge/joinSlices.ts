import type { Samples } from '../movie/samples.ts';
import type { Slice } from '../source/sliceMovie.ts';

/** Frames behind a join: the first two that are shown are among the first so many that are decoded. */
const BEHIND = 4;

/**
 * What is decoded of a merged film to see that it can be: around each join from the key frame before it to the first
 * frames behind it, and between two joins a key frame.
 */
export function joinSlices({ keys, count }: Pick<Samples, 'keys' | 'count'>, joins: number[]): Slice[] {
  const starts = keys ?? Array.from({ length: count }, (_, sample) => sample);
  return [0, ...joins].flatMap((from, index) => {
    const to = joins[index] ?? count;
    const within = starts.filter(key => key >= from && key < to);
    const middle = within[Math.floor(within.length / 2)] ?? from;
    const last = within.at(-1) ?? from;
    const sampled = middle < last && middle >= from + BEHIND ? [{ from: middle, to: middle + 1 }] : [];
    return [...sampled, { from: last, to: Math.min(count, index < joins.length ? to + BEHIND : to) }];
  });
}
