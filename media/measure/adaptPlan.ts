import type { Plan } from '../plan/plan.ts';
import type { Bench } from '../run/bench.ts';
import { withPixelShapes } from './pixelShapes.ts';
import { withKnownMatrix } from './withKnownMatrix.ts';

/**
 * The plan with what only the downloaded source and the ffmpeg in use can tell: what to do to its packets, and when its
 * pictures change their shape. For most sources there is nothing to find out. `pictureShift` is how much later the grid
 * shows a picture than ffmpeg reads it, seconds.
 * @throws runFfmpeg's.
 */
export async function adaptPlan(
  plan: Plan,
  work: Pick<Bench, 'folder' | 'input' | 'run'>,
  pictureShift = 0,
): Promise<Plan> {
  const video = await withKnownMatrix(plan.video, work);
  return withPixelShapes({ ...plan, video }, work, pictureShift);
}
