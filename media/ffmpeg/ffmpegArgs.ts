import { MAX_FRAME_PIXELS } from '../accepted.ts';
import { outputBudget } from '../plan/outputBudget.ts';
import type { Plan } from '../plan/plan.ts';
import { streamSpecifier } from '../probe/streamId.ts';
import { audioArgs, settledInput } from './audioArgs.ts';
import { type MeasuredPictures, videoFilters } from './filters/videoFilters.ts';
import { type HardenedInputOptions, hardenedInput } from './hardenedInput.ts';
import type { LookMoment } from './look/lookMoments.ts';
import { encodeTakesLooks, sourceLookArgs } from './look/sourceLookArgs.ts';
import { seenArgs } from './measureArgs.ts';
import { oneChainArgs } from './oneChain.ts';
import { progressArgs } from './progressArgs.ts';
import { quietArgs } from './quietArgs.ts';
import { soundDecoderArgs } from './soundDecoderArgs.ts';
import { videoDecoderArgs } from './videoDecoderArgs.ts';

/** A stream may turn out larger than its header said, or grow half-way: up to 4K, or four times that. Pixels. */
const USUAL_FRAME_PIXELS = 4096 * 2304;
const GROWTH = 4;

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
  const budget = outputBudget(plan);
  const options = {
    ...measured?.opened,
    maxPixels: mostPixels(plan),
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
    // Nothing private or unasked-for goes on: titles, GPS, chapters, subtitles, data.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'],
    ...videoArgs(plan, measured),
    ...(plan.audio ? audioArgs(plan.audio, plan.untimed, measured?.grid ?? null) : ['-an']),
    ...(threads === undefined ? [] : ['-threads', String(threads)]),
    // At these ffmpeg stops without a word. A little past the budget, so that verifyOutput can tell and refuse.
    ...['-t', String(budget.seconds + 1), '-fs', String(budget.bytes + 1024 * 1024)],
    // One stream far behind the other in the file must not end the encode.
    ...['-max_muxing_queue_size', '4096'],
    // +faststart: the index goes to the front, so that playing starts before all is there.
    ...['-movflags', '+faststart', '-f', plan.container, `file:${files.output}`],
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

function mostPixels({ source }: Plan): number {
  const told = source.width * source.height;
  return Math.min(MAX_FRAME_PIXELS, Math.max(USUAL_FRAME_PIXELS, GROWTH * told));
}

function videoArgs(plan: Plan, measured: Measured | null): string[] {
  const { video } = plan;
  return [
    ...['-vf', videoFilters(plan, measured).join(',')],
    ...['-r', `${video.fps.num}/${video.fps.den}`, '-fps_mode', 'cfr'],
    ...['-c:v', 'libx264', '-preset', video.encoderSpeed, '-crf', String(video.crf)],
    ...['-maxrate', `${video.maxrateKbps}k`, '-bufsize', `${video.bufsizeKbps}k`],
    ...['-profile:v', video.profile, '-level:v', video.level, '-pix_fmt', 'yuv420p'],
    // An IDR frame every gopFrames and nowhere else, no frame refers across it: packagers cut there.
    ...['-g', String(video.gopFrames), '-keyint_min', String(video.gopFrames)],
    ...['-sc_threshold', '0', '-flags', '+cgop'],
  ];
}
