import { type HardenedInputOptions, hardenedInput } from '../hardenedInput.ts';
import type { Plan } from '../plan.ts';
import { quietArgs } from '../quietArgs.ts';
import { streamSpecifier } from '../streamId.ts';
import { LOOK_SIDE } from './compareLooks.ts';

/** A look takes one frame after the other; frame threads would decode, and hold, several ahead. */
const THREADS = 2;

export interface LookFiles {
  input: string;
  output: string;
  /** How the encode opened the source, and how much later than there a picture is shown in the output, seconds. */
  opened: HardenedInputOptions;
  shiftSeconds: number;
}

/**
 * Takes the frame at each moment of the output (seconds) from the source and from the output, by as little as can be: the source is
 * laid as the plan says, and both are pulled to a small square in RGB.
 */
export function lookPairArgs(
  plan: Plan,
  moments: number[],
  { input, output, opened, shiftSeconds }: LookFiles,
): string[] {
  const { video } = plan;
  const inputs = moments.flatMap(seekSeconds => [
    // The plan says how it is to be turned; what ffmpeg makes of the file itself is what is looked at in the output.
    '-noautorotate',
    ...[...(video.decoder ? ['-c:v', video.decoder] : [])],
    ...hardenedInput(input, {
      ...opened,
      matrixFilter: video.matrixFilter,
      seekSeconds: Math.max(0, seekSeconds - shiftSeconds),
      threads: THREADS,
    }),
    ...hardenedInput(output, { seekSeconds, threads: THREADS }),
  ]);
  const look = [`scale=${LOOK_SIDE}:${LOOK_SIDE}:flags=area`, 'format=rgb24'];
  const written = (stream: string, filters: string[], name: string) => [
    ...['-map', stream, '-vf', filters.join(','), '-frames:v', '1', '-c:v', 'rawvideo', '-f', 'rawvideo'],
    `file:${name}`,
  ];
  const outputs = moments.flatMap((_, at) => [
    ...written(
      `${2 * at}:${streamSpecifier('V', video)}`,
      [...(video.look ?? []), ...look],
      lookName('meant', at),
    ),
    ...written(`${2 * at + 1}:V:0`, look, lookName('made', at)),
  ]);
  return [...quietArgs(), ...inputs, ...outputs];
}

/** Of the file with one look. */
export function lookName(side: 'meant' | 'made', at: number): string {
  return `look-${side}-${at}.rgb`;
}
