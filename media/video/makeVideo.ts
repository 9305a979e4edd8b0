import { join } from 'node:path';
import { ffmpegArgs } from '../ffmpeg/ffmpegArgs.ts';
import { encodeTakesLooks } from '../ffmpeg/look/sourceLookArgs.ts';
import { declaredSeconds, type Incomplete, incompleteBy, refuseIncomplete } from '../plan/incomplete.ts';
import { outputBudget } from '../plan/outputBudget.ts';
import type { Plan } from '../plan/plan.ts';
import type { Probe } from '../probe/probe.ts';
import { probeFile } from '../probe/probeFile.ts';
import type { Bench } from '../run/bench.ts';
import { gridSeconds } from '../timeline/layGrid.ts';
import { checkLook } from '../verify/look/checkLook.ts';
import { probeOutput } from '../verify/output/probeOutput.ts';
import { verifyOutput } from '../verify/output/verifyOutput.ts';
import { checkMetric } from '../verify/quality/checkMetric.ts';
import { checkQuality } from '../verify/quality/checkQuality.ts';
import { checkPictures } from './checkPictures.ts';
import { measureVideo, type Replan } from './measureVideo.ts';
import { prepareEncode } from './prepareEncode.ts';

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
 * @throws {WorkError} of class `input` or `preset`, as measureSource, checkAmount, checkDecoded, verifyOutput,
 * checkLook and checkQuality say, and runFfmpeg's.
 */
export async function makeVideo(first: Plan, bench: Bench, replan: Replan): Promise<MadeVideo> {
  const { folder, input, run, onIncomplete, onProgress } = bench;
  const path = join(folder, `output.${first.container}`);
  refuseIncomplete(first.incomplete, onIncomplete);
  await checkMetric(first, { run });
  const { planned, plan, timeline, grid } = await measureVideo(first, bench, replan);
  const measured = await prepareEncode(plan, timeline, grid, bench);
  await run(ffmpegArgs(plan, { input, output: path, progress: true }, measured), {
    fileBytes: outputBudget(plan).bytes,
    onProgress: ({ outTimeSeconds }) => onProgress(outTimeSeconds / plan.durationSeconds),
  });
  // Of a source that gives no picture at all there is no output to look at.
  await checkPictures(plan, timeline, folder);
  const probed = await probeOutput(() => probeFile(path));
  verifyOutput(probed, plan, grid);
  await checkLook(plan, {
    ...{ folder, input, output: path, run },
    ...{ opened: measured.opened, moments: measured.moments },
    hasSourceLooks: encodeTakesLooks(plan, measured.sound),
  });
  await checkQuality(plan, measured, { folder, input, output: path, run });
  return {
    path,
    probed,
    plan,
    incomplete: timeline.incomplete ? incompleteBy(gridSeconds(grid), declaredSeconds(planned)) : null,
  };
}
