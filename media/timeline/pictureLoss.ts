import { HIDDEN_SHARE, quantile, SAME_SECONDS, stepsOf } from './steps.ts';

/** Pictures that are in the file and did not come out of the decoder. */
export interface Loss {
  pictures: number;
  /** For how long another picture stands in their place, all together. */
  seconds: number;
  /** Of these, behind the last picture that came out. */
  endSeconds: number;
}

/**
 * Holds the pictures that were expected against those that were decoded, seconds by the same clock, both in order.
 * `end` is when the last one expected ends.
 */
export function pictureLoss(expected: number[], decoded: number[], end: number): Loss {
  const loss: Loss = { pictures: 0, seconds: 0, endSeconds: 0 };
  const tolerance = Math.max(SAME_SECONDS, (quantile(stepsOf(expected), 0.5) ?? 0) * HIDDEN_SHARE);
  let next = 0;
  let missingSince: number | null = null;
  for (const time of expected) {
    while (next < decoded.length && (decoded[next] ?? 0) < time - tolerance) next += 1;
    const found = decoded[next];
    const isThere = found !== undefined && found <= time + tolerance;
    if (isThere) {
      if (missingSince !== null) loss.seconds += found - missingSince;
      missingSince = null;
      continue;
    }
    if (isHidden(time, decoded[next - 1], found, tolerance)) continue;
    loss.pictures += 1;
    missingSince ??= time;
  }
  if (missingSince !== null) {
    loss.endSeconds = Math.max(0, end - missingSince);
    loss.seconds += loss.endSeconds;
  }
  return loss;
}

function isHidden(time: number, before: number | undefined, after: number | undefined, tolerance: number) {
  return (
    (before !== undefined && time - before < tolerance) || (after !== undefined && after - time < tolerance)
  );
}
