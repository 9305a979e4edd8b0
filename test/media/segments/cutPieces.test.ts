import { expect, test } from 'vitest';
import type { Plan } from '../../../media/plan/plan.ts';
import { cutPieces, nextPortion, nextSoundPortion } from '../../../media/segments/index.ts';
import type { Grid } from '../../../media/timeline/layGrid.ts';

function cut(frames: number, { num = 30, den = 1, gopFrames = 60, seconds = 15, lastSeconds = 1 / 30 } = {}) {
  const plan = { video: { gopFrames } } as Plan;
  return cutPieces(plan, { frames, lastSeconds, rate: { num, den } } as Grid, seconds);
}

test('every frame is in one piece', () => {
  for (const frames of [1, 59, 60, 61, 449, 450, 1_234, 5_400, 108_001]) {
    const pieces = cut(frames);

    expect(pieces[0]?.firstFrame).toBe(0);
    pieces.forEach(({ index, firstFrame, frames: length }, at) => {
      expect(index).toBe(at);
      expect(firstFrame + length).toBe(pieces[at + 1]?.firstFrame ?? frames);
      expect(length).toBeGreaterThan(0);
    });
  }
});

test('of a long film every piece has 10 to 20 s, the last one too', () => {
  for (let frames = 30 * 60; frames < 30 * 180; frames += 7) {
    for (const piece of cut(frames)) {
      expect(piece.frames / 30).toBeGreaterThan(10);
      expect(piece.frames / 30).toBeLessThan(20);
    }
  }
});

test('each begins with a group of pictures, and where that is a whole tick of the clock of filters', () => {
  const pieces = cut(5_400, { num: 30_000, den: 1_001, gopFrames: 50 });

  expect(pieces.length).toBeGreaterThan(5);
  for (const { firstFrame } of pieces) expect(firstFrame % 150).toBe(0);
});

test('a rate that has no such moments soon is cut at its groups of pictures', () => {
  const pieces = cut(5_400, { num: 29_413, den: 1_000, gopFrames: 59 });

  expect(pieces.length).toBeGreaterThan(5);
  for (const { firstFrame } of pieces) expect(firstFrame % 59).toBe(0);
});

test('a short film is one piece', () => {
  expect(cut(200)).toEqual([{ index: 0, firstFrame: 0, frames: 200 }]);
});

test('no piece begins while the last picture is held', () => {
  const pieces = cut(5_400, { lastSeconds: 40 });

  expect(pieces.at(-1)?.firstFrame).toBeLessThan(5_400 - 40 * 30);
  expect(pieces.reduce((sum, { frames }) => sum + frames, 0)).toBe(5_400);
});

test('a piece can be made in portions of whole groups of pictures, every frame of it in one', () => {
  const plan = { video: { gopFrames: 60 } } as Plan;
  const grid = { frames: 1_234, lastSeconds: 1 / 30, rate: { num: 30, den: 1 } } as Grid;
  for (const piece of cutPieces(plan, grid, 15)) {
    for (const share of [1, 1 / 2, 1 / 4]) {
      let made = 0;
      while (made < piece.frames) {
        const next = nextPortion({ plan, grid }, piece, made, share);
        expect(next).toMatchObject({ index: piece.index, firstFrame: piece.firstFrame + made });
        expect(next.firstFrame % 60).toBe(0);
        expect(next.frames).toBeLessThanOrEqual(Math.max(60, piece.frames * share));
        made += next.frames;
      }
      expect(made).toBe(piece.frames);
    }
  }
});

test.each([
  { name: '30 frames a second', rate: { num: 30, den: 1 }, least: 15 },
  { name: '29.97', rate: { num: 30_000, den: 1_001 }, least: 15 },
  { name: '23.976', rate: { num: 24_000, den: 1_001 }, least: 12 },
])('a portion that is less than a group of pictures at $name has no key frame amid it', ({ rate, least }) => {
  const plan = { video: { gopFrames: 60 } } as Plan;
  const grid = { rate, frames: 1_234, lastSeconds: 1 / 30 } as Grid;
  for (const piece of cutPieces(plan, grid, 15)) {
    for (const share of [1 / 64, 1 / 1_024]) {
      let made = 0;
      while (made < piece.frames) {
        const { firstFrame, frames } = nextPortion({ plan, grid }, piece, made, share);
        expect(firstFrame).toBe(piece.firstFrame + made);
        // Three frames at such rates are whole microseconds.
        expect((firstFrame * 1_000_000 * rate.den) % rate.num).toBe(0);
        made += frames;
        if (made === piece.frames) break;
        expect(Math.floor((firstFrame + frames - 1) / 60)).toBe(Math.floor(firstFrame / 60));
        expect(frames).toBeGreaterThanOrEqual(least);
        expect(frames).toBeLessThan(2 * least);
      }
      expect(made).toBe(piece.frames);
    }
  }
});

test('a portion that begins amid a group of pictures ends with it at the latest', () => {
  const plan = { video: { gopFrames: 60 } } as Plan;
  const grid = { frames: 1_800, lastSeconds: 1 / 30, rate: { num: 30, den: 1 } } as Grid;
  const piece = { index: 1, firstFrame: 450, frames: 450 };

  expect(nextPortion({ plan, grid }, piece, 75, 1 / 2)).toMatchObject({ firstFrame: 525, frames: 45 });
  expect(nextPortion({ plan, grid }, piece, 120, 1 / 2)).toMatchObject({ firstFrame: 570, frames: 180 });
});

test('a piece of sound is made in portions that are no shorter than what is encoded ahead of each', () => {
  for (const frames of [1, 255, 256, 600, 5_168]) {
    for (const share of [1, 1 / 4, 1 / 16, 1 / 1_024]) {
      let made = 0;
      const piece = { index: 3, firstFrame: 10_000, frames };
      while (made < frames) {
        const next = nextSoundPortion(piece, made, share);
        expect(next).toMatchObject({ index: 3, firstFrame: 10_000 + made });
        expect(next.frames).toBeGreaterThanOrEqual(Math.min(frames, 256));
        expect(next.frames).toBeLessThanOrEqual(Math.max(511, frames * share + 255));
        made += next.frames;
      }
      expect(made).toBe(frames);
    }
  }
});

test('the last portion goes on while the last picture is held', () => {
  const plan = { video: { gopFrames: 60 } } as Plan;
  const grid = { frames: 900, lastSeconds: 8, rate: { num: 30, den: 1 } } as Grid;
  const piece = { index: 1, firstFrame: 450, frames: 450 };

  expect(nextPortion({ plan, grid }, piece, 120, 1 / 8)).toEqual({ index: 1, firstFrame: 570, frames: 60 });
  expect(nextPortion({ plan, grid }, piece, 180, 1 / 8)).toEqual({ index: 1, firstFrame: 630, frames: 270 });
});
