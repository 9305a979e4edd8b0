import { expect, it } from 'vitest';
import { functionCost } from '../../prices/functionCost.ts';

it('bills a function by memory, time and the scratch beyond what is free', () => {
  const small = { memoryMb: 1_024, scratchMb: 512, architecture: 'x86_64' as const };
  expect(functionCost(100, small)).toEqual({ billedSeconds: 100, usd: 0.00166687 });
  expect(functionCost(100, { ...small, architecture: 'arm64' }).usd).toBeLessThan(
    functionCost(100, small).usd,
  );
  const more = functionCost(100, { ...small, scratchMb: 512 + 1_024 }).usd - functionCost(100, small).usd;
  expect(more).toBeCloseTo(0.000_003_09, 9);
});

it('bills a function by the millisecond, and never for less than nothing', () => {
  const size = { memoryMb: 1_769, scratchMb: 512, architecture: 'x86_64' as const };
  expect(functionCost(0.0123, size).billedSeconds).toBe(0.013);
  expect(functionCost(-5, size).billedSeconds).toBe(0);
});
