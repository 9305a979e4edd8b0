import { expect, it } from 'vitest';
import { median, spread } from '../../lab/bench/meter/figures.ts';

it('the median is the value in the middle, or between the two there', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

it('the spread is how much more the largest is than the smallest', () => {
  expect(spread([200, 250, 210])).toBeCloseTo(0.25);
  expect(spread([7])).toBe(0);
});
