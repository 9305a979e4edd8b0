import type { Probe } from '../probe/probe.ts';

/** Containers that count from a zero of their own, from which a late first picture or sound is late. */
const COUNTS_FROM_ZERO = new Set(['mp4', 'mov', 'mkv', 'webm', 'flv', 'avi']);

/**
 * Where a source's own clock has its zero, seconds by the container's times: at the container's zero, so that a first
 * picture that comes late comes late in a clip as well; or where there is no such zero (MPEG's streams count on from
 * anything, and a recorder may let others do so too), at the first picture or sound. `startSeconds` is when that is.
 */
export function ownZero(
  { container, durationSeconds }: Pick<Probe, 'container' | 'durationSeconds'>,
  startSeconds: number,
): number {
  const isLate = durationSeconds === null || startSeconds < durationSeconds;
  return COUNTS_FROM_ZERO.has(container) && isLate ? 0 : startSeconds;
}
