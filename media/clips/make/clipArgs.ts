import { audioEncoderArgs } from '../../ffmpeg/encode/audioArgs.ts';
import { NOTHING_ELSE, outputFileArgs } from '../../ffmpeg/encode/outputFileArgs.ts';
import { videoEncoderArgs } from '../../ffmpeg/encode/videoEncoderArgs.ts';
import { progressArgs } from '../../ffmpeg/progressArgs.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { pictureGraph, soundGraph } from './clipGraph.ts';
import type { LaidClip } from './layParts.ts';
import type { PartFile } from './partFile.ts';
import { inputsOf, partInputs } from './partInputs.ts';

/** Which of a clip a run makes. */
export interface Wanted {
  pictures: boolean;
  sound: boolean;
}

/** ffmpeg's arguments that cut parts and join them with one encoder: pictures, sound, or both in one file. */
export function clipArgs(
  plan: ClipPlan,
  laid: LaidClip,
  parts: PartFile[],
  wanted: Wanted,
  files: { output: string; progressSeconds: number },
): string[] {
  const { output } = plan;
  const inputs = inputsOf(parts);
  const graphs = [
    ...(wanted.pictures ? [pictureGraph(plan, laid, parts, inputs)] : []),
    ...(wanted.sound ? [soundGraph(plan, laid, parts, inputs)] : []),
  ];
  return [
    ...[...quietArgs(), '-max_error_rate', '1', ...progressArgs(files.progressSeconds)],
    ...partInputs(parts, { heardOnly: !wanted.pictures }),
    ...['-filter_complex', graphs.join(';')],
    ...(wanted.pictures ? ['-map', '[pictures]', ...videoEncoderArgs(output.video)] : ['-vn']),
    ...(wanted.sound && output.audio ? ['-map', '[sound]', ...audioEncoderArgs(output.audio)] : ['-an']),
    ...[...NOTHING_ELSE, ...outputFileArgs(output, files.output)],
  ];
}
