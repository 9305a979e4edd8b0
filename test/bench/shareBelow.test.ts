import { expect, it } from 'vitest';
import { shareBelow } from '../../lab/bench/meter/shareBelow.ts';

it('of two lanes with a gap in one, the gap counts, and what comes after the last begin does not', () => {
  const lane = [
    { from: 0, to: 4 },
    { from: 5, to: 9 },
    { from: 9, to: 20 },
  ];
  const other = [
    { from: 0, to: 6 },
    { from: 6, to: 10 },
    { from: 10, to: 12 },
  ];
  expect(shareBelow(2, [...lane, ...other])).toBeCloseTo(0.1);
  expect(shareBelow(1, [...lane, ...other])).toBe(0);
  expect(shareBelow(2, [{ from: 3, to: 4 }])).toBe(0);
});
