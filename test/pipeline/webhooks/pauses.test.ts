import { expect, it } from 'vitest';
import { downUntil, pauseAfter, pauseWith } from '../../../pipeline/webhooks/pauses.ts';

const DAY = 86_400;
const middle = () => 0.5;

it('pauses grow, and a day has room for eleven tries', () => {
  const pauses = Array.from({ length: 10 }, (_, index) => pauseAfter(index + 1, DAY, middle));
  expect(pauses).toEqual([5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800]);
  const sum = pauses.reduce((all, one) => all + one, 0);
  expect([sum <= DAY, sum + pauseAfter(11, DAY, middle) > DAY]).toEqual([true, true]);
});

it('no pause is as long as that SQS would refuse it, nor so short as none', () => {
  for (const random of [() => 0, () => 0.999]) {
    expect(pauseAfter(40, 3 * DAY, random)).toBeLessThanOrEqual(43_200 - 600);
    expect(pauseAfter(1, 10, random)).toBe(1);
  }
});

it('who failed together does not come back together', () => {
  expect([pauseAfter(9, DAY, () => 0), pauseAfter(9, DAY, () => 1)]).toEqual([25_920, 31_680]);
});

it('a receiver that asks for patience gets it, within bounds', () => {
  expect([pauseWith(undefined, 30), pauseWith(10, 30), pauseWith(60, 30), pauseWith(DAY, 30)]).toEqual([
    30, 30, 60, 14_400,
  ]);
});

it('a webhook that did not answer three times in a row is left alone, ever longer, but not for long', () => {
  expect([1, 2, 3, 4, 5, 20].map(failures => downUntil(failures, DAY, 0))).toEqual([
    0, 0, 10_000, 20_000, 40_000, 300_000,
  ]);
  expect(downUntil(20, 60, 0)).toBe(3_000);
});
