/**
 * How far a length that is told roughly may be off, seconds: containers round time stamps, leave out the last frame, or
 * count a late start.
 */
export function roughTolerance(seconds: number): number {
  return Math.max(0.5, seconds * 0.02);
}
