import { predictDecode } from '../../plan/predict.ts';
import type { ImagePlan } from './planImages.ts';
import { START_SECONDS } from './predictImages.ts';

/**
 * Whether pictures at these times, in order, cost less by decoding the film once than by seeking each of them: each
 * seek decodes from the key frame before it, and a film may have but one. `zero` and `keys` are the footage's.
 */
export function onePassIsCheaper(
  plan: ImagePlan,
  { zero, keys }: { zero: number | null; keys: number[] },
  times: number[],
): boolean {
  if (zero === null) return true;
  const perSecond = predictDecode({ ...plan.source, frames: 1 / plan.frameSeconds });
  let sought = 0;
  for (const time of new Set(times)) {
    const key = keys.findLast(one => one <= time) ?? 0;
    sought += START_SECONDS + (time - key + plan.runUpSeconds) * perSecond;
  }
  return START_SECONDS + (times.at(-1) ?? 0) * perSecond < sought;
}
