import type { Profile } from './profile.ts';

/**
 * Where a film's messages are asked for anew, so many workers may die before they can do even that, one after the other. It
 * takes a moment to start, and that is when they are killed, too.
 */
export const LOST_RECEIVES = 10;

/** SQS's own limit. */
export const MAX_RECEIVES = 1_000;

/**
 * How often SQS gives out a video's message before it goes to the DLQ: SQS counts workers that died, and the profile
 * failures. Where each message is received once only, it stays at that.
 */
export function receivesOf({
  segments,
  maxReceiveCount,
}: Pick<Profile, 'segments' | 'maxReceiveCount'>): number {
  if (!segments || maxReceiveCount === 1) return maxReceiveCount;
  return Math.min(MAX_RECEIVES, maxReceiveCount + LOST_RECEIVES);
}
