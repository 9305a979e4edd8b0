import { expect, it } from 'vitest';
import { expectedRequestsUsd } from '../../pipeline/attempt/expectedRequests.ts';

const PACE = { leaseSeconds: 60, progressSeconds: 5, progressNewsPercent: 25 };

it('an encode that ends before its first report costs the same however long it takes', () => {
  expect(expectedRequestsUsd(4, 1, PACE)).toBe(expectedRequestsUsd(0, 1, PACE));
});

it('a longer encode costs more, by its reports and its news, and no more reports than percents', () => {
  const costs = [4, 60, 600, 6_000].map(seconds => expectedRequestsUsd(seconds, 1, PACE));
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  expect(new Set(costs).size).toBe(costs.length);
  const [, , long = 0, longest = 0] = costs;
  expect(longest).toBeLessThan(long * 4);
});

it('news in steps of 100 % is none', () => {
  const silent = expectedRequestsUsd(60, 1, { ...PACE, progressNewsPercent: 100 });
  expect(silent).toBeLessThan(expectedRequestsUsd(60, 1, PACE));
});

it('each file more is a few requests more', () => {
  const [one, two, three] = [1, 2, 3].map(files => expectedRequestsUsd(60, files, PACE)) as [
    number,
    number,
    number,
  ];
  expect(two).toBeGreaterThan(one);
  expect(three - two).toBeCloseTo(two - one, 9);
});
