import { outputBudget } from '../plan/outputBudget.ts';
import type { Plan } from '../plan/plan.ts';
import { streamSpecifier } from '../probe/streamId.ts';
import { soundDecoderArgs } from './decode/soundDecoderArgs.ts';
import { audioArgs, settledInput } from './encode/audioArgs.ts';
import type { Measured } from './ffmpegArgs.ts';
import { hardenedInput } from './hardenedInput.ts';
import { progressArgs } from './progressArgs.ts';
import { quietArgs } from './quietArgs.ts';

/** ffmpeg's arguments for a plan's sound alone, as ffmpegArgs has it beside the pictures: the same packets come out. */
export function soundArgs(
  plan: Plan,
  audio: NonNullable<Plan['audio']>,
  files: { input: string; output: string },
  measured: Measured,
): string[] {
  const [picture, sound] = [`0:${streamSpecifier('V', plan.video)}`, `0:${streamSpecifier('a', audio)}`];
  const budget = outputBudget(plan);
  return [
    ...[...quietArgs(), '-max_error_rate', '1', ...progressArgs()],
    ...(measured.sound ? [] : soundDecoderArgs(audio)),
    ...hardenedInput(files.input, measured.opened),
    ...(measured.sound ? settledInput(measured.sound) : []),
    ...['-map', measured.sound ? '1:a:0' : sound, '-map_metadata', '-1', '-map_chapters', '-1'],
    ...audioArgs(audio, plan.untimed, measured.grid),
    ...['-t', String(budget.seconds + 1), '-fs', String(budget.bytes)],
    ...['-movflags', '+faststart', '-f', plan.container, `file:${files.output}`],
    // ffmpeg 7 counts time from the first of the streams that are used: these have to be the same in each run.
    ...['-map', picture, '-map', sound, '-c', 'copy', '-t', '1', '-f', 'null', '-'],
  ];
}
