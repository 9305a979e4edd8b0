import { expect, test } from 'vitest';
import { edgeSlices, joinSlices } from '../../../media/segments/merge/joinSlices.ts';

/** A key frame every ten frames. */
const every10 = (count: number) => ({
  keys: Array.from({ length: count / 10 }, (_, key) => key * 10),
  count,
});

test('of a piece both edges are decoded, and a key frame between them', () => {
  expect(edgeSlices(every10(60))).toEqual([
    { from: 0, to: 4 },
    { from: 30, to: 31 },
    { from: 50, to: 60 },
  ]);
});

test('a piece of one group of pictures is decoded as a whole', () => {
  expect(edgeSlices({ keys: [0], count: 30 })).toEqual([{ from: 0, to: 30 }]);
});

test('of a film of few pieces each join is decoded, and one across', () => {
  expect(joinSlices(every10(60), [20, 40])).toEqual([
    { from: 20, to: 24 },
    { from: 30, to: 44 },
  ]);
});

test('of a film of many pieces a dozen joins at most are, from its beginning to its end', () => {
  const joins = Array.from({ length: 239 }, (_, piece) => (piece + 1) * 20);
  const slices = joinSlices(every10(4_800), joins);
  expect(slices).toHaveLength(12);
  expect(slices[0]).toEqual({ from: 20, to: 24 });
  expect(slices.at(-1)?.to).toBeGreaterThan(4_400);
  expect(slices.filter(({ from, to }) => to - from > 4)).toHaveLength(1);
});
