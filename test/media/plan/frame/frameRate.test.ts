import { expect, test } from 'vitest';
import { chooseFrameRate, toFraction } from '../../../../media/plan/frame/frameRate.ts';

test.each([
  [29.97, '30000/1001'],
  [30_000 / 1001, '30000/1001'],
  [23.976, '24000/1001'],
  [59.94, '60000/1001'],
  [30, '30/1'],
  [25, '25/1'],
  [12.5, '25/2'],
  [1, '1/1'],
])('%f frames a second are exactly %s', (fps, expected) => {
  const { num, den } = toFraction(fps);

  expect(`${num}/${den}`).toBe(expected);
});

test.each([
  [120, 60, '60/1'],
  [119.88, 60, '60000/1001'],
  [50, 30, '25/1'],
  [59.94, 30, '30000/1001'],
  [240, 60, '60/1'],
  [1000, 60, '60/1'],
  [60, 60, '60/1'],
])('%f capped at %f becomes %s', (fps, cap, expected) => {
  const { rate } = chooseFrameRate({ fps, variableFps: false, maxFps: null }, cap);

  expect(`${rate.num}/${rate.den}`).toBe(expected);
});

test.each([
  // average, fastest, grid
  [29.83, 31.58, '30000/1001'],
  [29.683, 30, '30/1'],
  [13, 30, '30/1'],
  [12, 60, '30/1'],
  [24.9, null, '25/1'],
  [58, 60.0, '60/1'],
])('a variable rate of %f on average, %f at most, is put on a grid of %s', (fps, maxFps, expected) => {
  const { rate } = chooseFrameRate({ fps, variableFps: true, maxFps }, 60);

  expect(`${rate.num}/${rate.den}`).toBe(expected);
});

test('an unknown rate becomes 30', () => {
  expect(chooseFrameRate({ fps: null, variableFps: false, maxFps: null }, 60)).toMatchObject({
    rate: { num: 30, den: 1 },
  });
});
