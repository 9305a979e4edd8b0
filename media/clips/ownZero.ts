import type { Probe } from '../probe/probe.ts';
import { LEAD_IN_SECONDS } from '../timeline/layGrid.ts';

/** When the first picture and the first sound are, seconds by one clock. */
export interface Starts {
  picture: number;
  /** Null where there is none. */
  sound: number | null;
}

/** Containers that count from a zero of their own, from which a late first picture or sound is late. */
const COUNTS_FROM_ZERO = new Set(['mkv', 'webm', 'avi']);
const COUNTS_BY_EDITS = new Set(['mp4', 'mov']);

/**
 * Where a source's own clock has its zero, seconds by the container's times: at the container's zero, so that a first
 * picture that comes late comes late in a clip as well; or where there is no such zero, at the first picture or sound.
 * MPEG's streams count on from anything, and a recorder may let others do so too. Without an edit list MP4 puts all off
 * until its first picture is decoded, as FLV does: that is no time in which anything was recorded. Nor is what an encoder puts ahead of sound. `starts` are when the first picture and the first sound is.
 */
export function ownZero(
  { container, durationSeconds, clock }: Pick<Probe, 'container' | 'durationSeconds' | 'clock'>,
  starts: Starts,
): number {
  const startSeconds = startOf(starts);
  const hasZero = COUNTS_FROM_ZERO.has(container) || (COUNTS_BY_EDITS.has(container) && clock.hasEdits);
  const isLate = durationSeconds === null || startSeconds < durationSeconds;
  return hasZero && isLate ? 0 : startSeconds;
}

/** When a source begins: with its first sound where that is really ahead of its pictures, and else with its first picture. */
export function startOf({ picture, sound }: Starts): number {
  const lead = picture - (sound ?? picture);
  return picture - (lead > LEAD_IN_SECONDS ? lead : 0);
}
