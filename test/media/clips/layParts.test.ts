import { expect, test } from 'vitest';
import { randomOf } from '../../../lab/support/random.ts';
import { layParts, type TimedPart } from '../../../media/clips/make/layParts.ts';
import { seeds } from '../../fixtures/draws.ts';

const RATES = [
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 60, den: 1 },
];

/** Pictures at a constant rate, from a moment on. */
function pictures(fps: number, seconds: number, from = 0): number[] {
  return Array.from({ length: Math.floor(seconds * fps) }, (_, frame) => from + frame / fps);
}

function part(times: number[], fromSeconds: number, toSeconds: number, atSeconds: number): TimedPart {
  return { source: 0, times, fromSeconds, toSeconds, atSeconds };
}

test('the first frame is the first picture that is not before the beginning, the last the last before the end', () => {
  const laid = layParts([part(pictures(30, 10), 2.01, 4.3, 0)], { num: 30, den: 1 }, 2.29);

  expect(laid?.pictures[0]?.times[0]).toBeCloseTo(2 + 1 / 30, 9);
  expect(laid?.pictures[0]?.times.at(-1)).toBeCloseTo(4 + 8 / 30, 9);
  expect(laid).toMatchObject({ frames: 68, startSeconds: expect.closeTo(2 + 1 / 30 - 2.01, 9) });
});

test('a picture at the very end belongs to what follows', () => {
  const laid = layParts([part(pictures(25, 10), 1, 2, 0)], { num: 25, den: 1 }, 1);

  expect(laid?.pictures[0]?.times).toHaveLength(25);
  expect(laid?.frames).toBe(25);
});

test('a part is held until the next one begins, and what it has no sound for is silent', () => {
  const times = pictures(25, 10);
  const laid = layParts([part(times, 0, 1, 0), part(times, 5, 6, 3)], { num: 25, den: 1 }, 4);

  expect(laid?.pictures.map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
    [0, 75],
    [75, 25],
  ]);
  expect(laid?.sounds).toMatchObject([
    { from: 0, until: 3, heardSeconds: 1 },
    { from: 3, until: 4, heardSeconds: 1 },
  ]);
});

test('a part in which there is no picture shows the one before it', () => {
  const times = pictures(25, 10);
  const laid = layParts([part(times, 0, 1, 0), part(times, 5.001, 5.03, 1)], { num: 25, den: 1 }, 1.029);

  expect(laid?.pictures).toHaveLength(1);
  expect(laid?.pictures[0]?.frames).toBe(laid?.frames);
});

test('where no part has a picture there is nothing to lay', () => {
  expect(layParts([part(pictures(25, 1), 5, 6, 0)], { num: 25, den: 1 }, 1)).toBeNull();
});

test.each(seeds(60, 600))(
  'every frame of a clip shows a picture within a frame of its time, seed %i',
  seed => {
    const random = randomOf(seed);
    const rate = random.pick(RATES);
    const fps = rate.num / rate.den;
    let at = 0;
    const parts = Array.from({ length: Math.floor(random.between(1, 6)) }, () => {
      const from = random.between(0, 5);
      const seconds = random.between(0.1, 3);
      const one = part(pictures(fps, 10, random.between(0, 0.05)), from, from + seconds, at);
      at += seconds;
      return one;
    });

    const laid = layParts(parts, rate, at);

    if (laid === null) throw new Error('There is a picture in each part.');
    const shown = laid.pictures.flatMap(({ part: index, frames, times, firstFrame }) =>
      Array.from({ length: frames }, (_, frame) => {
        const { fromSeconds, atSeconds } = parts[index] as TimedPart;
        const picture = times[Math.min(frame, times.length - 1)] ?? 0;
        return { due: (firstFrame + frame) / fps + laid.startSeconds, is: atSeconds + picture - fromSeconds };
      }),
    );
    expect(shown).toHaveLength(laid.frames);
    for (const { due, is } of shown) expect(Math.abs(due - is)).toBeLessThanOrEqual(1.5 / fps);
    const heard = laid.sounds.reduce((sum, { from, until }) => sum + until - from, 0);
    expect(heard).toBeCloseTo(laid.seconds, 6);
  },
);
