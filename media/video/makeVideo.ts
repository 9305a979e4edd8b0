import { declaredSeconds, type Incomplete, incompleteBy, refuseIncomplete } from '../plan/incomplete.ts';
import type { Plan } from '../plan/plan.ts';
import type { Probe } from '../probe/probe.ts';
import type { Bench } from '../run/bench.ts';
import { gridSeconds } from '../timeline/layGrid.ts';
import { checkMetric } from '../verify/quality/checkMetric.ts';
import { encodeVideo } from './encodeVideo.ts';
import { measureVideo, type Replan } from './measureVideo.ts';

/** A video that was made, and checked. */
export interface MadeVideo {
  path: string;
  probed: Probe;
  /** As it came out: lengths are measured. */
  plan: Plan;
  /** Null where the source is whole. */
  incomplete: Incomplete | null;
}

/**
 * Makes a plan's video of the bench's source: measures its timeline, lays the grid, encodes, and holds what came out
 * against both. `replan` is asked for the plan of the same source by a corrected probe: where its pictures come at another
 * rate than its header tells, or only ffmpeg knows that its sound is in a codec that is not taken.
 * @throws {WorkError} of class `input` or `preset`, as measureSource, checkAmount and encodeVideo say.
 */
export async function makeVideo(first: Plan, bench: Bench, replan: Replan): Promise<MadeVideo> {
  refuseIncomplete(first.incomplete, bench.onIncomplete);
  await checkMetric(first, bench);
  const { planned, plan, timeline, grid } = await measureVideo(first, bench, replan);
  const { path, probed } = await encodeVideo({ plan, timeline, grid }, bench);
  return {
    ...{ path, probed, plan },
    incomplete: timeline.incomplete ? incompleteBy(gridSeconds(grid), declaredSeconds(planned)) : null,
  };
}
