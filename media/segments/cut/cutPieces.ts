import type { FrameRate } from '../../plan/frame/frameRate.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Grid } from '../../timeline/layGrid.ts';

/** A part of the output that is encoded by itself, by frames of the output. */
export interface Piece {
  index: number;
  /** The number of its first frame in the output. */
  firstFrame: number;
  frames: number;
}

/** Long enough that starting and decoding up to the first frame weigh little, short enough for many at once. Seconds. */
const USUAL_SECONDS = 15;

/** What the grid rounds when it counts frames, and one more. */
const SPARE_FRAMES = 2;

/** ffmpeg's filters tell times by this clock, ticks a second. */
const FILTER_CLOCK = 1_000_000;

/**
 * Cuts the output's frames into pieces of about equal length. Each begins where the whole would have a key frame; the last
 * one begins before the last picture does, and holds that to its end. Pure.
 */
export function cutPieces(plan: Plan, grid: Grid, pieceSeconds = USUAL_SECONDS): Piece[] {
  const fps = grid.rate.num / grid.rate.den;
  const step = stepFrames(plan.video.gopFrames, grid.rate, pieceSeconds * fps);
  const steps = Math.ceil(grid.frames / step);
  const count = Math.max(1, Math.min(steps, Math.round(grid.frames / fps / pieceSeconds)));
  const latest = grid.frames - grid.lastSeconds * fps - SPARE_FRAMES;
  const starts = Array.from({ length: count }, (_, index) => Math.round((index * steps) / count) * step);
  const kept = starts.filter(start => start === 0 || start <= latest);
  return kept.map((firstFrame, index) => ({
    ...{ index, firstFrame },
    frames: (kept[index + 1] ?? grid.frames) - firstFrame,
  }));
}

/**
 * Pieces begin at whole groups of pictures, and where these come soon enough at whole ticks of the clock by which
 * ffmpeg's filters lay pictures on the grid: they then round as in the whole.
 */
function stepFrames(gopFrames: number, { num, den }: FrameRate, mostFrames: number): number {
  const wholeTicks = num / gcd(num, den * FILTER_CLOCK);
  const both = (gopFrames / gcd(gopFrames, wholeTicks)) * wholeTicks;
  return both <= mostFrames ? both : gopFrames;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
