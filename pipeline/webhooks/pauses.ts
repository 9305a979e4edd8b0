/**
 * Pauses before the next try, of 24 hours of tries; seconds. The first ones are for hiccups, the last ones for nights. SQS hides
 * a message for 12 hours at most.
 */
const PAUSES = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800] as const;
const OF_SECONDS = 86_400;

/** By so much of it a pause is longer or shorter, so that who failed together does not come back together. */
const JITTER = 0.1;

/** A receiver that asks for more patience than this does not get it; seconds. */
const MAX_RETRY_AFTER = 4 * 3_600;

/** SQS's own limit, less what a request takes. */
const MAX_HIDDEN = 12 * 3_600 - 600;

/** So many tries in a row without an answer: whoever has more for the webhook need not find out for itself. */
const MAX_FAILURES = 3;

/** Between two looks whether it answers again, seconds: the first, which doubles, and the longest; of the time of tries at most a share. */
const FIRST_LOOK = 10;
const LAST_LOOK = 300;
const LOOK_SHARE = 1 / 20;

/** How long after a delivery's so-manieth receive it comes again, seconds, where it is tried for so long altogether. */
export function pauseAfter(receives: number, retrySeconds: number, random = Math.random): number {
  const usual = PAUSES[Math.min(receives, PAUSES.length) - 1] ?? PAUSES[0];
  const pause = (usual * retrySeconds) / OF_SECONDS;
  return clamp(pause * (1 - JITTER + 2 * JITTER * random()));
}

/** The same where the receiver has said when it wants to be asked again: not before, and within bounds. */
export function pauseWith(retryAfter: number | undefined, pause: number): number {
  return clamp(Math.max(pause, Math.min(retryAfter ?? 0, MAX_RETRY_AFTER)));
}

/** Until when a webhook is left alone that has not answered so often in a row, ms since 1970; before now where it is not yet. */
export function downUntil(failures: number, retrySeconds: number, now: number): number {
  if (failures < MAX_FAILURES) return 0;
  const look = FIRST_LOOK * 2 ** (failures - MAX_FAILURES);
  return now + 1_000 * Math.min(look, LAST_LOOK, LOOK_SHARE * retrySeconds);
}

function clamp(seconds: number): number {
  return Math.max(1, Math.min(MAX_HIDDEN, Math.round(seconds)));
}
