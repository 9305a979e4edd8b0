import { expect, it } from 'vitest';
import { spreadOf } from '../../../../cli/commands/results/spread.ts';

it('is by the nearest rank, whatever the order', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(spreadOf(numbers)).toEqual({ min: 1, average: 50.5, median: 50, p95: 95, max: 100 });
  expect(spreadOf([3])).toEqual({ min: 3, average: 3, median: 3, p95: 3, max: 3 });
  expect(spreadOf([])).toBeNull();
});
