import { hardenedInput } from './hardenedInput.ts';
import { intoChannels } from './intoChannels.ts';
import { LARGEST_FRAME_PIXELS } from './limits.ts';
import { oneChainArgs } from './oneChain.ts';
import { outputBudget } from './outputBudget.ts';
import type { Plan } from './plan.ts';
import { streamSpecifier } from './streamId.ts';

/** A stream may turn out larger than its header said, or grow half-way: up to 4K, or four times that. Pixels. */
const USUAL_FRAME_PIXELS = 4096 * 2304;
const GROWTH = 4;

/**
 * ffmpeg's arguments for a plan. Paths may be anything, as hardenedInput says. `threads` bounds the encoder and the
 * decoder; without it ffmpeg uses every core.
 */
export function ffmpegArgs(
  plan: Plan,
  files: { input: string; output: string; threads?: number; progress?: boolean },
): string[] {
  const { threads } = files;
  const budget = outputBudget(plan);
  return [
    ...quietArgs(),
    // How much may fail is verifyOutput's to say, with numbers; versions of ffmpeg differ in what they let pass.
    ...['-max_error_rate', '1'],
    ...(files.progress ? ['-progress', 'pipe:1', '-nostats'] : []),
    ...(plan.video.decoder ? ['-c:v', plan.video.decoder] : []),
    ...(plan.audio?.decoder ? ['-c:a', plan.audio.decoder] : []),
    ...oneChainArgs(plan.video),
    ...hardenedInput(files.input, {
      maxPixels: mostPixels(plan),
      matrixFilter: plan.video.matrixFilter,
      ...(threads !== undefined && { threads }),
    }),
    ...['-map', `0:${streamSpecifier('V', plan.video)}`],
    ...(plan.audio ? ['-map', `0:${streamSpecifier('a', plan.audio)}`] : []),
    // Nothing private or unasked-for goes on: titles, GPS, chapters, subtitles, data.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'],
    ...videoArgs(plan.video),
    ...(plan.audio ? audioArgs(plan.audio, plan.untimed) : ['-an']),
    ...(threads === undefined ? [] : ['-threads', String(threads)]),
    // At these ffmpeg stops without a word. A little past the budget, so that verifyOutput can tell and refuse.
    ...['-t', String(budget.seconds + 1), '-fs', String(budget.bytes + 1024 * 1024)],
    // One stream far behind the other in the file must not end the encode.
    ...['-max_muxing_queue_size', '4096'],
    // +faststart: the index goes to the front, so that playing starts before all is there.
    ...['-movflags', '+faststart', '-f', plan.container, `file:${files.output}`],
  ];
}

/** How every ffmpeg starts. -nostdin: a `q` on standard input would end the encode early, with exit code 0. */
export function quietArgs(): string[] {
  return ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
}

function mostPixels({ source }: Plan): number {
  const told = source.width * source.height;
  return Math.min(LARGEST_FRAME_PIXELS, Math.max(USUAL_FRAME_PIXELS, GROWTH * told));
}

function videoArgs(video: Plan['video']): string[] {
  return [
    ...['-vf', video.filters.join(',')],
    // A constant grid: gaps are filled and doubles dropped, so that sound and picture stay together.
    ...['-r', `${video.fps.num}/${video.fps.den}`, '-fps_mode', 'cfr'],
    ...['-c:v', 'libx264', '-preset', video.encoderSpeed, '-crf', String(video.crf)],
    ...['-maxrate', `${video.maxrateKbps}k`, '-bufsize', `${video.bufsizeKbps}k`],
    ...['-profile:v', video.profile, '-level:v', video.level, '-pix_fmt', 'yuv420p'],
    // An IDR frame every gopFrames and nowhere else, no frame refers across it: packagers cut there.
    ...['-g', String(video.gopFrames), '-keyint_min', String(video.gopFrames)],
    ...['-sc_threshold', '0', '-flags', '+cgop'],
  ];
}

function audioArgs(audio: NonNullable<Plan['audio']>, untimed: boolean): string[] {
  const counted = untimed ? 'asetpts=N/SR/TB,' : '';
  return [
    // async and first_pts: gaps and a late start become silence, so that sound starts at zero and keeps time.
    // rematrix_maxval: mixing six channels into two must not clip.
    '-af',
    `${counted}aresample=async=1:first_pts=0:rematrix_maxval=1,${intoChannels(audio.channels)}`,
    ...['-c:a', 'aac', '-b:a', `${audio.bitrateKbps}k`],
    ...['-ac', String(audio.channels), '-ar', String(audio.sampleRateHz)],
  ];
}
