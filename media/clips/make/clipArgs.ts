import { maxPixelsOf } from '../../ffmpeg/decode/maxPixels.ts';
import { soundDecoderArgs } from '../../ffmpeg/decode/soundDecoderArgs.ts';
import { videoDecoderArgs } from '../../ffmpeg/decode/videoDecoderArgs.ts';
import { audioEncoderArgs, settledInput } from '../../ffmpeg/encode/audioArgs.ts';
import { NOTHING_ELSE, outputFileArgs } from '../../ffmpeg/encode/outputFileArgs.ts';
import { videoEncoderArgs } from '../../ffmpeg/encode/videoEncoderArgs.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { oneChainArgs } from '../../ffmpeg/oneChain.ts';
import { progressArgs } from '../../ffmpeg/progressArgs.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { clipGraph } from './clipGraph.ts';
import type { LaidClip } from './layParts.ts';
import type { PartFile } from './partFile.ts';

/** With more inputs than this each decoder holds few pictures, since all of them are open from the start. */
const MAX_FULL_DECODERS = 2;

/** ffmpeg's arguments that cut all parts and join them, in one run and with one encoder. */
export function clipArgs(
  plan: ClipPlan,
  laid: LaidClip,
  parts: PartFile[],
  files: { output: string; progressSeconds: number },
): string[] {
  const { output } = plan;
  const graph = clipGraph(plan, laid, parts, inputsOf(parts));
  return [
    ...[...quietArgs(), '-max_error_rate', '1', ...progressArgs(files.progressSeconds)],
    ...clipInputs(parts),
    ...['-filter_complex', graph, '-map', '[pictures]'],
    ...(output.audio ? ['-map', '[sound]'] : ['-an']),
    ...[...NOTHING_ELSE, ...videoEncoderArgs(output.video)],
    ...(output.audio ? audioEncoderArgs(output.audio) : []),
    ...outputFileArgs(output, files.output),
  ];
}

/** ffmpeg's arguments that open all parts: first their files, then those of sound that was settled. */
export function clipInputs(parts: PartFile[]): string[] {
  const threads = parts.length > MAX_FULL_DECODERS ? { threads: 1 } : {};
  return [
    ...parts.flatMap(({ cut, fetched, opened, settled }) => [
      ...videoDecoderArgs(cut),
      ...(settled === null ? soundDecoderArgs(cut.audio) : []),
      ...oneChainArgs(cut.video),
      ...hardenedInput(fetched.path, { ...opened, ...threads, maxPixels: maxPixelsOf(cut) }),
    ]),
    ...parts.flatMap(({ settled }) => (settled === null ? [] : settledInput(settled))),
  ];
}

/** Of each part, the number of the input that its pictures and its sound come from; `first` is that of the first part. */
export function inputsOf(parts: PartFile[], first = 0): { picture: number; sound: number }[] {
  let next = first + parts.length;
  return parts.map(({ settled }, at) => ({
    picture: first + at,
    sound: settled === null ? first + at : next++,
  }));
}
