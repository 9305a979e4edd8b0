import { expect, it } from 'vitest';
import { functionVcpus, vcpusOf } from '../../../pipeline/worker/vcpus.ts';

it.each([
  [1_769, 1],
  [3_538, 2],
  [10_240, 5.79],
  [20_000, 6],
])('%i MB of function memory are %f vCPUs', (memoryMb, vcpus) => {
  expect(functionVcpus(memoryMb)).toBeCloseTo(vcpus, 2);
});

it('a worker has the cores of what it runs in', () => {
  const room = { memoryMb: 3_538, scratchMb: 512, architecture: 'x86_64' as const };
  expect(vcpusOf({ compute: 'function', ...room })).toBe(2);
  expect(vcpusOf({ compute: 'container', ...room, vcpus: 16, spot: true })).toBe(16);
});
