import { expect, test } from 'vitest';
import { layGrid } from '../../../media/timeline/layGrid.ts';
import { shownAt, shownFrom } from '../../../media/timeline/shownAt.ts';

const RATE = { num: 30_000, den: 1001 };

test('a picture is shown from a moment on at which a player that seeks there shows it', () => {
  const times = Array.from({ length: 200 }, (_, index) => 5 + index * 0.04 + 0.009 * Math.sin(index * 7));
  const grid = layGrid({ times, end: 13, lag: 0 }, null, RATE);

  for (const time of times) {
    const seconds = shownFrom(time, grid);
    expect(shownAt(seconds, times, grid)).toBe(time);
    expect(seconds).toBeGreaterThanOrEqual(time - 5 - 0.001);
    expect(seconds - (time - 5)).toBeLessThan(1001 / 30_000);
  }
});

test('ahead of a picture that comes late, and behind the last one, what is shown is held', () => {
  const times = [1, 2];
  const grid = layGrid({ times, end: 3, lag: 0 }, { first: 0, end: 9 }, { num: 25, den: 1 });

  expect([0, 0.9, 1.99, 2, 8].map(seconds => shownAt(seconds, times, grid))).toEqual([1, 1, 1, 2, 2]);
  expect(times.map(time => shownFrom(time, grid))).toEqual([1, 2]);
});
