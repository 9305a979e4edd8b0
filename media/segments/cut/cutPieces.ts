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
  const latest = latestStart(grid);
  const starts = Array.from({ length: count }, (_, index) => Math.round((index * steps) / count) * step);
  const kept = starts.filter(start => start === 0 || start <= latest);
  return kept.map((firstFrame, index) => ({
    ...{ index, firstFrame },
    frames: (kept[index + 1] ?? grid.frames) - firstFrame,
  }));
}

/**
 * What comes next of a piece of which so many frames are made: `share` of the piece, in whole groups of pictures, and one
 * at the least. Pure.
 */
export function nextPortion(
  { plan, grid }: { plan: Plan; grid: Grid },
  { index, firstFrame, frames }: Piece,
  made: number,
  share: number,
): Piece {
  const step = stepFrames(plan.video.gopFrames, grid.rate, frames);
  const usual = Math.max(1, Math.floor((frames * share) / step)) * step;
  const rest = frames - made;
  const isLast = usual >= rest || firstFrame + made + usual > latestStart(grid);
  return { index, firstFrame: firstFrame + made, frames: isLast ? rest : usual };
}

/** Where something can begin that does not begin while the last picture is held. */
function latestStart({ rate, frames, lastSeconds }: Grid): number {
  return frames - (lastSeconds * rate.num) / rate.den - SPARE_FRAMES;
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
