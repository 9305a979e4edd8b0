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

/** What is less takes longer to begin than to make. */
const LEAST_PORTION_SECONDS = 0.5;

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
 * What comes next of a piece of which so many frames are made: `share` of the piece, in whole groups of pictures where it
 * has some. Less than one is a part of a group, which then has a key frame more: nothing reaches over the place where the
 * whole has one. Pure.
 */
export function nextPortion(
  { plan, grid }: { plan: Plan; grid: Grid },
  { index, firstFrame, frames }: Piece,
  made: number,
  share: number,
): Piece {
  const { rate } = grid;
  const group = stepFrames(plan.video.gopFrames, rate, frames);
  const wanted = frames * share;
  const usual =
    wanted >= group && made % group === 0
      ? Math.floor(wanted / group) * group
      : partOfGroup(wanted, group - (made % group), rate);
  const rest = frames - made;
  const isLast = usual >= rest || firstFrame + made + usual > latestStart(grid);
  return { index, firstFrame: firstFrame + made, frames: isLast ? rest : usual };
}

/** About so many of the frames that are left of a group, all of them where too few would remain. */
function partOfGroup(wanted: number, left: number, rate: FrameRate): number {
  const tick = wholeTicks(rate);
  const least = Math.ceil((LEAST_PORTION_SECONDS * rate.num) / rate.den / tick) * tick;
  const part = Math.max(least, Math.floor(wanted / tick) * tick);
  return left - part < least ? left : part;
}

/** Where something can begin that does not begin while the last picture is held. */
function latestStart({ rate, frames, lastSeconds }: Grid): number {
  return frames - (lastSeconds * rate.num) / rate.den - SPARE_FRAMES;
}

/**
 * Pieces begin at whole groups of pictures, and where these come soon enough at whole ticks of the clock by which
 * ffmpeg's filters lay pictures on the grid: they then round as in the whole.
 */
function stepFrames(gopFrames: number, rate: FrameRate, mostFrames: number): number {
  const tick = wholeTicks(rate);
  const both = (gopFrames / gcd(gopFrames, tick)) * tick;
  return both <= mostFrames ? both : gopFrames;
}

/** In so many frames a whole number of ticks of the filters' clock goes by. */
function wholeTicks({ num, den }: FrameRate): number {
  return num / gcd(num, den * FILTER_CLOCK);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
