import { expect, it } from 'vitest';
import { computeCost } from '../../prices/computeCost.ts';
import { containerCost } from '../../prices/containerCost.ts';
import { functionCost } from '../../prices/functionCost.ts';

const size = {
  ...{ vcpus: 4, memoryMb: 8_192, scratchMb: 20_480, spot: false },
  architecture: 'x86_64' as const,
};

it('bills a container by its cores and its memory, hour by hour', () => {
  expect(containerCost(3_600, size)).toEqual({ billedSeconds: 3_600, usd: 0.197_48 });
  expect(containerCost(36, size).usd).toBeCloseTo(containerCost(3_600, size).usd / 100, 9);
});

it('bills scratch beyond twenty gigabytes, on arm64 less, and on spot three tenths', () => {
  const { usd } = containerCost(3_600, size);
  expect(containerCost(3_600, { ...size, scratchMb: 51_200 }).usd - usd).toBeCloseTo(30 * 0.000_111, 9);
  expect(containerCost(3_600, { ...size, architecture: 'arm64' }).usd).toBeCloseTo(
    4 * 0.032_38 + 8 * 0.003_56,
    9,
  );
  expect(containerCost(3_600, { ...size, spot: true }).usd).toBeCloseTo(usd * 0.3, 9);
});

it('charges a job its own seconds, however few', () => {
  expect(containerCost(0.0123, size).billedSeconds).toBe(0.013);
  expect(containerCost(-5, size)).toEqual({ billedSeconds: 0, usd: 0 });
});

it('bills each worker as what it runs in is billed', () => {
  const ofFunction = { memoryMb: 1_769, scratchMb: 512, architecture: 'x86_64' as const };
  expect(computeCost(10, { compute: 'function', ...ofFunction })).toEqual(functionCost(10, ofFunction));
  expect(computeCost(10, { compute: 'container', ...size })).toEqual(containerCost(10, size));
});
