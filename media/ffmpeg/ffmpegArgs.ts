import type { Plan } from '../plan/plan.ts';
import { streamSpecifier } from '../probe/streamId.ts';
import { maxPixelsOf } from './decode/maxPixels.ts';
import { soundDecoderArgs } from './decode/soundDecoderArgs.ts';
import { videoDecoderArgs } from './decode/videoDecoderArgs.ts';
import { audioArgs, settledInput } from './encode/audioArgs.ts';
import { NOTHING_ELSE, outputFileArgs } from './encode/outputFileArgs.ts';
import { videoEncoderArgs } from './encode/videoEncoderArgs.ts';
import { type MeasuredPictures, videoFilters } from './filters/videoFilters.ts';
import { type HardenedInputOptions, hardenedInput } from './hardenedInput.ts';
import type { LookMoment } from './look/lookMoments.ts';
import { encodeTakesLooks, sourceLookArgs } from './look/sourceLookArgs.ts';
import { seenArgs } from './measureArgs.ts';
import { oneChainArgs } from './oneChain.ts';
import { progressArgs } from './progressArgs.ts';
import { quietArgs } from './quietArgs.ts';

/** What was measured of a source before it is encoded. */
export interface Measured extends MeasuredPictures {
  opened: HardenedInputOptions;
  /** Sound that changes its form on the way or lies in two tracks, brought into one: a file in the job's folder. */
  sound: string | null;
  /** Where the output will be looked at beside the source. */
  moments: LookMoment[];
}

/**
 * ffmpeg's arguments for a plan. Paths may be anything, as hardenedInput says. `threads` bounds the encoder and the
 * decoder; without it ffmpeg uses every core. It tells of its progress every `progressSeconds`. Without `measured`, the grid begins with what ffmpeg reads first and ends
 * with the last picture.
 */
export function ffmpegArgs(
  plan: Plan,
  files: { input: string; output: string; threads?: number; progressSeconds?: number },
  measured: Measured | null = null,
): string[] {
  const { threads } = files;
  const options = {
    ...measured?.opened,
    maxPixels: maxPixelsOf(plan),
    ...(threads !== undefined && { threads }),
  };
  const picture = `0:${streamSpecifier('V', plan.video)}`;
  return [
    ...quietArgs(),
    // How much may fail is verifyOutput's to say, with numbers; versions of ffmpeg differ in what they let pass.
    ...['-max_error_rate', '1'],
    ...(files.progressSeconds === undefined ? [] : progressArgs(files.progressSeconds)),
    ...videoDecoderArgs(plan),
    ...(measured?.sound ? [] : soundDecoderArgs(plan.audio)),
    ...oneChainArgs(plan.video),
    ...hardenedInput(files.input, options),
    ...(measured?.sound ? settledInput(measured.sound) : []),
    ...['-map', picture],
    ...(plan.audio ? ['-map', measured?.sound ? '1:a:0' : `0:${streamSpecifier('a', plan.audio)}`] : []),
    ...NOTHING_ELSE,
    ...videoArgs(plan, measured),
    ...(plan.audio ? audioArgs(plan.audio, plan.untimed, measured?.grid ?? null) : ['-an']),
    ...(threads === undefined ? [] : ['-threads', String(threads)]),
    ...outputFileArgs(plan, files.output),
    ...(measured ? seenArgs(picture) : []),
    ...(measured && encodeTakesLooks(plan, measured.sound)
      ? sourceLookArgs(picture, plan, measured.moments)
      : []),
    // ffmpeg 7 counts from the first of the streams that are used, and the measured times count from the sound's, too.
    ...(measured?.sound && plan.audio
      ? ['-map', `0:${streamSpecifier('a', plan.audio)}`, '-c', 'copy', '-f', 'null', '-']
      : []),
  ];
}

function videoArgs(plan: Plan, measured: Measured | null): string[] {
  return [...['-vf', videoFilters(plan, measured).join(',')], ...videoEncoderArgs(plan.video)];
}
