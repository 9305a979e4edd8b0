import type { Grid } from './layGrid.ts';

/** A picture this little later than a moment is the one of that moment but for rounding, seconds. */
const ROUNDING_SECONDS = 0.001;

/**
 * Which of a source's pictures its output shows at a moment, seconds into the output: the newest there is then, and the
 * first while none is yet. Returns its time by the source's clock.
 */
export function shownAt(seconds: number, times: number[], { pictureShift }: Grid): number {
  const latest = seconds - pictureShift + ROUNDING_SECONDS;
  return times.findLast(time => time <= latest) ?? times[0] ?? 0;
}
