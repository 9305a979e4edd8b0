import type { Plan } from '../../plan/plan.ts';
import { streamSpecifier } from '../../probe/streamId.ts';
import { type HardenedInputOptions, hardenedInput } from '../hardenedInput.ts';
import { quietArgs } from '../quietArgs.ts';
import { videoDecoderArgs } from '../videoDecoderArgs.ts';
import { LOOK_FILTERS, lookName } from './lookFile.ts';
import { lookFilters } from './lookFilters.ts';
import type { LookMoment } from './lookMoments.ts';

/** One frame is taken of each input; more threads would decode, and hold, several ahead. */
const THREADS = 1;

export interface LookFiles {
  input: string;
  output: string;
  /** How the encode opened the source. */
  opened: HardenedInputOptions;
}

/**
 * Takes the frame at each moment from the output, and from the source too, laid as the plan says, where the encode has not
 * done so. Each is pulled to a small square in RGB.
 */
export function lookArgs(
  plan: Plan,
  moments: LookMoment[],
  { input, output, opened }: LookFiles,
  hasSourceLooks: boolean,
): string[] {
  const laid = lookFilters(plan) ?? [];
  const made = moments.map(({ outputSeconds }, at) => ({
    input: hardenedInput(output, { seekSeconds: rounded(outputSeconds), threads: THREADS }),
    ...{ stream: 'V:0', filters: [] as string[], name: lookName('made', at) },
  }));
  const meant = moments.map(({ sourceSeconds }, at) => ({
    input: [
      // The plan says how it is to be turned; what ffmpeg makes of the file itself is what is looked at in the output.
      '-noautorotate',
      ...videoDecoderArgs(plan),
      ...hardenedInput(input, {
        ...opened,
        seekSeconds: rounded(Math.max(0, sourceSeconds)),
        threads: THREADS,
      }),
    ],
    ...{ stream: streamSpecifier('V', plan.video), filters: laid, name: lookName('meant', at) },
  }));
  const looks = hasSourceLooks ? made : [...made, ...meant];
  return [
    ...quietArgs(),
    ...looks.flatMap(look => look.input),
    ...looks.flatMap(({ stream, filters, name }, at) => [
      ...['-map', `${at}:${stream}`, '-vf', [...filters, ...LOOK_FILTERS].join(',')],
      ...['-frames:v', '1', '-c:v', 'rawvideo', '-f', 'rawvideo', `file:${name}`],
    ]),
  ];
}

/** ffmpeg cuts off what is below a microsecond, and would seek to the key frame before the one that is meant. */
function rounded(seconds: number): number {
  return Number(seconds.toFixed(6));
}
