import type { Plan } from '../../../media/plan/plan.ts';
import type { Numbers } from '../constants.ts';
import { coresOf, oneCoreOf } from './cores.ts';
import { cutPieces } from './cutPieces.ts';
import { joinCheckSeconds, type Work, workOf } from './work.ts';

/** How a film is cut, and what makes its pieces. */
export interface Cut {
  pieceSeconds: number;
  /** Null: the sound is one piece. */
  soundSeconds: number | null;
  memoryMb: number;
}

/** What there is to do of a film, worked out once for all runs. */
export interface FilmWork {
  planSeconds: number;
  pieces: Work[];
  /** Heads into one index, by whoever ends last. */
  mergeSeconds: number;
  /** A last look at the whole. */
  lookSeconds: number;
  indexBytes: number;
}

export function filmWork(plan: Plan, cut: Cut, numbers: Numbers): FilmWork {
  const { durationSeconds, frames, video } = plan;
  const pieces = cutPieces(durationSeconds, cut, (video.gopFrames * video.fps.den) / video.fps.num);
  const oneCore = oneCoreOf(cut.memoryMb, numbers);
  const planSeconds = numbers.planSeconds + (numbers.planSecondsPerHour * durationSeconds) / 3_600;
  return {
    planSeconds: planSeconds / oneCore,
    pieces: pieces.map(piece => workOf(piece, plan, cut.memoryMb, numbers)),
    mergeSeconds: (pieces.length * numbers.mergeSeconds) / oneCore,
    lookSeconds: joinCheckSeconds(plan, coresOf(cut.memoryMb, numbers)),
    indexBytes: frames * numbers.indexBytesPerFrame,
  };
}
