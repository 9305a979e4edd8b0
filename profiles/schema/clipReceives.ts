import type { Profile } from './profile.ts';
import { LOST_RECEIVES, MAX_RECEIVES } from './receives.ts';

/** Between two looks for recordings that are not there yet, however long that has been going on; seconds. */
const MAX_WAIT_SECONDS = 60;

/**
 * How long a clip's message is out of sight until the next look for its recordings, seconds, where they have been waited for
 * for so long: as long once more, so that a wait doubles each time. Follows from the time alone, so that looks that come
 * late are never more than those that come in time.
 */
export function clipWaitSeconds(
  waitedSeconds: number,
  { retrySeconds }: Pick<Profile, 'retrySeconds'>,
): number {
  return Math.min(MAX_WAIT_SECONDS, Math.max(1, retrySeconds, Math.ceil(waitedSeconds)));
}

/** How many looks there are at most until recordings have been waited for so long, the first and the last included. */
export function clipLooks(pendingSeconds: number, profile: Pick<Profile, 'retrySeconds'>): number {
  let looks = 1;
  for (let waited = 0; waited < pendingSeconds; waited += clipWaitSeconds(waited, profile)) looks += 1;
  return looks;
}

/**
 * How often SQS gives out a clip's message before it goes to the DLQ: it counts looks for recordings as well, and workers that
 * died. One look more is for a clip that ends in the future, whose end is waited for at once.
 */
export function clipReceivesOf(
  profile: Pick<Profile, 'maxReceiveCount' | 'retrySeconds'>,
  pendingSeconds: number,
): number {
  const looks = 1 + clipLooks(pendingSeconds, profile);
  return Math.min(MAX_RECEIVES, profile.maxReceiveCount + LOST_RECEIVES + looks);
}
