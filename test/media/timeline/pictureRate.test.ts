import { expect, test } from 'vitest';
import { pictureRate } from '../../../media/timeline/pictureRate.ts';

const every = (step: number, count = 90) => Array.from({ length: count }, (_, index) => index * step);

test.each([24_000 / 1001, 25, 30_000 / 1001, 60])(
  'a constant rate of %d is found on a clock of milliseconds',
  fps => {
    const rate = pictureRate(every(1 / fps).map(time => Math.round(time * 1_000) / 1_000));

    expect(rate).toMatchObject({ variableFps: false, maxFps: null });
    expect(rate?.fps).toBeCloseTo(fps, 1);
  },
);

test('a constant rate with pauses is constant', () => {
  const paused = every(1 / 30).map((time, index) => (index > 40 ? time + 3 : time));

  expect(pictureRate(paused)).toMatchObject({ variableFps: false, fps: expect.closeTo(30, 3) });
});

test('a rate that varies is told by its mean and its shortest step', () => {
  const steps = Array.from({ length: 80 }, (_, index) => (index % 2 ? 0.1 : 0.04));
  const times = [0];
  for (const step of steps) times.push((times.at(-1) ?? 0) + step);

  expect(pictureRate(times)).toEqual({
    variableFps: true,
    fps: expect.closeTo(80 / 5.6, 3),
    maxFps: expect.closeTo(25, 3),
  });
});

test('a few pictures tell nothing', () => {
  expect(pictureRate([0, 0.5, 1])).toBeNull();
});
