import { expect, it } from 'vitest';
import { ephemeralGib } from '../../../stacks/containers/ephemeralGib.ts';

it.each([
  [1_024, undefined],
  [19 * 1_024, undefined],
  [20 * 1_024, 21],
  [100_000, 99],
  [199 * 1_024, 200],
])('of scratch of %i MB is %s GiB with the image', (scratchMb, gib) => {
  expect(ephemeralGib(scratchMb)).toBe(gib);
});
