import { hardenedInput } from '../../../ffmpeg/hardenedInput.ts';
import { progressArgs } from '../../../ffmpeg/progressArgs.ts';
import { quietArgs } from '../../../ffmpeg/quietArgs.ts';
import { holdToFloor, type QualityWork } from '../../../verify/quality/checkQuality.ts';
import { metricFilter } from '../../../verify/quality/metricFilter.ts';
import type { ClipPlan } from '../../plan/clipPlan.ts';
import { pictureGraph } from '../clipGraph.ts';
import type { LaidClip } from '../layParts.ts';
import type { PartFile } from '../partFile.ts';
import { inputsOf, partInputs } from '../partInputs.ts';

/**
 * Holds a clip's likeness to its parts, put through the filters that it was made with, against the preset's floor. Nothing
 * happens where the preset has none.
 * @throws as checkQuality.
 */
export async function checkClipQuality(
  plan: ClipPlan,
  laid: LaidClip,
  parts: PartFile[],
  { folder, output, run }: Omit<QualityWork, 'input'>,
): Promise<void> {
  const { quality, frames } = plan.output;
  if (quality === null) return;
  const { num, den } = laid.rate;
  const graph = [
    `[0:V:0]fps=${num}/${den}:start_time=0,format=yuv420p[made]`,
    pictureGraph(plan, laid, parts, inputsOf(parts, 1)),
    `[made][pictures]${metricFilter(quality.metric)}`,
  ];
  const args = [
    ...[...quietArgs(), ...progressArgs(), ...hardenedInput(output), ...partInputs(parts)],
    ...['-filter_complex', graph.join(';'), '-f', 'null', '-'],
  ];
  await holdToFloor(args, { quality, frames }, { folder, run });
}
