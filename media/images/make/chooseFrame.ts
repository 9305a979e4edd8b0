import type { FrameLook } from './readLook.ts';

export interface FrameChoice {
  frame: FrameLook;
  /** It shows something. */
  good: boolean;
}

/** Nine tenths of a frame darker than this (of 255; 16 is video's black) is a black frame, with titles or without. */
const BLACK = 40;

/** A frame whose brightness spans less than this shows nothing: a fade, a white flash, a colour card. */
const FLAT = 8;

/** A mean difference to the frame before above this is a cut. */
const CUT = 30;

/** A frame at a cut may be half of both scenes: it has to be this much nearer than another one, seconds. */
const CUT_PENALTY = 0.25;

/**
 * The frame to take: the nearest to the moment asked for that is neither black nor flat, rather not at a cut, and
 * not one of those that are taken already. Where none shows anything, the one that shows most. Null without frames.
 */
export function chooseFrame(frames: FrameLook[], wanted: number, taken: number[]): FrameChoice | null {
  const free = frames.filter(({ seconds }) => !taken.some(other => Math.abs(other - seconds) < 0.001));
  const candidates = free.length > 0 ? free : frames;
  const good = candidates.filter(frame => !isBlack(frame) && !isFlat(frame));
  const frame =
    good.length > 0
      ? least(good, one => Math.abs(one.seconds - wanted) + (one.change > CUT ? CUT_PENALTY : 0))
      : least(candidates, one => -one.high + Math.abs(one.seconds - wanted));
  return frame ? { frame, good: good.length > 0 } : null;
}

/** Why a frame is passed over; null where it is not. */
export function flawOf(frame: FrameLook): string | null {
  if (isBlack(frame)) return 'black';
  return isFlat(frame) ? 'without a picture' : null;
}

function isBlack({ high }: FrameLook): boolean {
  return high < BLACK;
}

function isFlat({ low, high }: FrameLook): boolean {
  return high - low < FLAT;
}

function least<T>(all: T[], cost: (one: T) => number): T | undefined {
  return all.reduce<T | undefined>(
    (best, one) => (best === undefined || cost(one) < cost(best) ? one : best),
    undefined,
  );
}
