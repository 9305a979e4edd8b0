import { MAX_FRAME_PIXELS } from '../../accepted.ts';
import type { SourcePlan } from '../../plan/sourcePlan.ts';

/** A stream may turn out larger than its header said, or grow half-way: up to 4K, or four times that. Pixels. */
const USUAL_FRAME_PIXELS = 4096 * 2304;
const GROWTH = 4;

/** The most that a frame of a source may have, pixels. */
export function maxPixelsOf({ source }: Pick<SourcePlan, 'source'>): number {
  const told = source.width * source.height;
  return Math.min(MAX_FRAME_PIXELS, Math.max(USUAL_FRAME_PIXELS, GROWTH * told));
}
