import { expect, test } from 'vitest';
import { lookMoments } from '../../../../media/ffmpeg/look/lookMoments.ts';
import { layGrid } from '../../../../media/timeline/layGrid.ts';

const FPS = { num: 30, den: 1 };
const GOP = 60;

/** The moments of a film of so many frames that starts at `start`, and their frames in the output. */
function momentsOf(frames: number, { start = 0, sourceFps = 30 } = {}) {
  const times = Array.from({ length: frames }, (_, at) => start + at / sourceFps);
  const grid = layGrid({ times, end: start + frames / sourceFps, lag: 0 }, null, FPS);
  const moments = lookMoments(times, grid, GOP);
  return { moments, frames: moments.map(({ outputSeconds }) => Math.round(outputSeconds * 30)) };
}

test('a film is looked at on key frames near its start, middle and end', () => {
  expect(momentsOf(3000).frames).toEqual([300, 1500, 2700]);
  expect(momentsOf(650).frames).toEqual([60, 300, 540]);
});

test('a short one is looked at a few frames behind them, each frame once', () => {
  expect(momentsOf(90).frames).toEqual([0, 12, 60]);
  expect(momentsOf(30).frames).toEqual([0, 12, 24]);
  expect(momentsOf(2).frames).toEqual([0, 1]);
  expect(momentsOf(1).frames).toEqual([0]);
});

test("the source's picture is the one that the grid shows there", () => {
  for (const [sourceFps, start] of [
    [30, 0],
    [30, 7.25],
    [60, 0],
    [25, -0.08],
    [12.5, 1],
  ] as const)
    for (const { outputSeconds, sourceSeconds } of momentsOf(1000, { sourceFps, start }).moments) {
      const late = outputSeconds - (sourceSeconds - start);
      expect(late).toBeGreaterThan(-0.5 / 30 - 1e-9);
      expect(late).toBeLessThan(1 / sourceFps + 0.5 / 30);
    }
});
