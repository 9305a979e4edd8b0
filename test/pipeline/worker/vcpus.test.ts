import { expect, it } from 'vitest';
import { vcpusOf } from '../../../pipeline/worker/vcpus.ts';

it.each([
  [1_769, 1],
  [3_538, 2],
  [10_240, 5.79],
  [20_000, 6],
])('%i MB of function memory are %f vCPUs', (memoryMb, vcpus) => {
  expect(vcpusOf(memoryMb)).toBeCloseTo(vcpus, 2);
});
