import type { Recording } from '../../../pipeline/ports/sources.ts';

/** A clock that runs slow, or a recorder that stops late, may let a recording be so much longer than it is said to be... */
const MAX_LONGER = 1.1;
/** ...and so many seconds. */
const MAX_LONGER_SECONDS = 2;

/**
 * Those that may hold something between two moments, and the first one that begins after them, in the order in which they
 * begin. Milliseconds since 1970.
 */
export function mayHold(
  recordings: Recording[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
  longestSeconds: number,
): Recording[] {
  const sorted = recordings.toSorted((a, b) => a.startMs - b.startMs);
  const within = sorted.filter(one => one.startMs < toMs && latestEnd(one, longestSeconds) > fromMs);
  const after = sorted.find(({ startMs }) => startMs >= toMs);
  return after ? [...within, after] : within;
}

function latestEnd({ startMs, precisionMs, toldSeconds }: Recording, longestSeconds: number): number {
  const seconds = toldSeconds === null ? longestSeconds : toldSeconds * MAX_LONGER + MAX_LONGER_SECONDS;
  return startMs + precisionMs + seconds * 1_000;
}
