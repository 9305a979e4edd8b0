import { predictDecode } from '../predict.ts';
import type { ImagePlan } from './planImages.ts';
import { type SpritePlan, tileSeconds } from './planSprite.ts';
import { START_SECONDS } from './predictImages.ts';

/**
 * Whether a sheet's tiles cost less by decoding the film once than by seeking each of them: each seek decodes from the
 * key frame before it, and a film may have but one. `keyFrames` are their times, seconds.
 */
export function onePassIsCheaper(plan: ImagePlan & { sprite: SpritePlan }, keyFrames: number[]): boolean {
  const clip = { seconds: plan.durationSeconds, frameSeconds: plan.frameSeconds };
  const perSecond = predictDecode({ ...plan.source, frames: 1 / plan.frameSeconds });
  let sought = 0;
  let last = 0;
  for (let index = 0; index < plan.sprite.tiles; index += 1) {
    last = tileSeconds(plan.sprite, index, clip);
    const key = keyFrames.findLast(time => time <= last) ?? 0;
    sought += START_SECONDS + Math.max(plan.runUpSeconds, last - key) * perSecond;
  }
  return START_SECONDS + last * perSecond < sought;
}
