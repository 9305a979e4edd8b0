import { type Grid, TIE } from './layGrid.ts';
import { pictureAt } from './pictureAt.ts';

/** A moment this little ahead of a frame, in frames, is that frame's but for rounding. */
const ROUNDING_FRAMES = 0.1;

/** Which picture a moment of the output shows, seconds into it; returns the picture's time by the source's clock. */
export function shownAt(seconds: number, times: number[], grid: Grid): number {
  return pictureAt(times, grid, Math.floor((seconds * grid.rate.num) / grid.rate.den + ROUNDING_FRAMES));
}

/**
 * From when on the output shows a picture, and the source has it: to whole milliseconds and never ahead of it, so that
 * whoever seeks there sees it. `time` is by the source's clock, seconds.
 */
export function shownFrom(time: number, { rate, pictureShift }: Grid): number {
  const fps = rate.num / rate.den;
  const frame = Math.floor((time + pictureShift) * fps + TIE - 0.5) + 1;
  return Math.max(0, Math.ceil(Math.max(frame / fps, time + pictureShift) * 1_000 - 0.001)) / 1_000;
}
