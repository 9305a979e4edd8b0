import type { Plan } from '../../../media/plan/plan.ts';
import { MIN_PART_BYTES } from '../../../media/segments/index.ts';

/** Long enough that starting and decoding up to the first frame weigh little, short enough for many at once, seconds. */
const SECONDS = 15;
const MOST_SECONDS = 30;

/**
 * S3 copies ranges of so many bytes at least, and what is smaller goes through whoever merges: a seventh more, so that most pieces
 * of easy scenes are copied too. That is 20 s of 720p, with which the simulator has an hour there in time (docs/measurements.md).
 */
const COPYABLE_BYTES = 1.145 * MIN_PART_BYTES;

/** Of a rate cap, what is spent: a constant quality stays below it most of the time (a guess, as the simulator's). */
const SPENT_SHARE = 0.6;

/** How long a film's pieces are, seconds: so long that S3 can most likely copy each. */
export function pieceSecondsOf({ video }: Pick<Plan, 'video'>): number {
  const bytesASecond = video.maxrateKbps * 125 * SPENT_SHARE;
  return Math.min(MOST_SECONDS, Math.max(SECONDS, COPYABLE_BYTES / bytesASecond));
}

/** Of sound: its worker is done sooner than those of pictures, and the few seconds ahead of each piece weigh little. */
export const SOUND_PIECE_SECONDS = 120;

/** In how many pieces a film's sound would be made. */
export function soundPiecesOf({ audio, durationSeconds }: Pick<Plan, 'audio' | 'durationSeconds'>): number {
  return audio ? Math.max(1, Math.round(durationSeconds / SOUND_PIECE_SECONDS)) : 0;
}
