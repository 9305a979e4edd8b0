import { WorkError } from '../../../failures/workError.ts';
import { measureSource, type Timeline } from '../../measure/measureSource.ts';
import type { Bench } from '../../run/bench.ts';
import type { ImagePlan } from '../plan/planImages.ts';

/**
 * The timeline of a source for its images. Sound that cannot be decoded, at which a video fails, is no matter of theirs:
 * they are then timed without it.
 * @throws {WorkError} as measureSource.
 */
export async function measureImages(plan: ImagePlan, bench: Bench): Promise<Timeline> {
  try {
    return await measureSource(plan, bench);
  } catch (error) {
    const isOfFile = error instanceof WorkError && error.failureClass === 'input';
    if (!isOfFile || plan.audio === null) throw error;
    return measureSource({ ...plan, audio: null }, bench);
  }
}
