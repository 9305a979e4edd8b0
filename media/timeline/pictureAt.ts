import { type Grid, TIE } from './layGrid.ts';

/**
 * The time of the picture that a frame of the output shows, by the source's clock, seconds: the newest one that the grid
 * puts on this frame or before it, else the first. `times` are in order.
 */
export function pictureAt(times: number[], { rate, pictureShift }: Grid, frame: number): number {
  const fps = rate.num / rate.den;
  // The grid rounds to the nearest line.
  const isThere = (time: number) => (time + pictureShift) * fps + TIE < frame + 0.5;
  return times.findLast(isThere) ?? times[0] ?? 0;
}
