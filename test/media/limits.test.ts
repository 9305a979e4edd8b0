import { expect, test } from 'vitest';
import { checkLimits } from '../../media/limits.ts';
import { probeOf } from '../fixtures/probes.ts';

test.each([
  ['too-small', { width: 8, height: 600 }, 10, 300],
  ['too-large', { width: 8192, height: 8192 }, 1, 1],
  ['too-long', {}, 8 * 3600 + 1, 10],
  ['too-large', { width: 7680, height: 4320 }, 8 * 3600, 8 * 3600 * 60],
])('%s: %j for %d s in %d frames', (code, size, seconds, frames) => {
  expect(() => checkLimits(probeOf(size).video as never, seconds, frames)).toThrow(
    expect.objectContaining({ failureClass: 'input', code }),
  );
});

test('eight hours of 1080p at 60 frames a second are taken', () => {
  expect(() => checkLimits(probeOf().video as never, 8 * 3600, 8 * 3600 * 60)).not.toThrow();
});
