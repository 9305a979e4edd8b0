import type { Plan } from '../../plan/plan.ts';
import { streamSpecifier } from '../../probe/streamId.ts';
import { videoDecoderArgs } from '../decode/videoDecoderArgs.ts';
import { type HardenedInputOptions, hardenedInput } from '../hardenedInput.ts';
import { quietArgs } from '../quietArgs.ts';
import { LOOK_FILTERS, lookName } from './lookFile.ts';
import { lookFilters } from './lookFilters.ts';
import { type LookMoment, SAME_SECONDS, selectFrom } from './lookMoments.ts';

/** One frame is taken of each input; more threads would decode, and hold, several ahead. */
const THREADS = 1;

/**
 * An output is as we made it. To find out what is in a file ffmpeg would decode some of it, which took a third of the
 * time of a look.
 */
const OPENED_AS_MADE = ['-nofind_stream_info'];

/** So many key frames are decoded sooner than the file is opened once for each moment. */
const MAX_KEYS = 16;

export interface LookFiles {
  input: string;
  output: string;
  /** How the encode opened the source. */
  opened: HardenedInputOptions;
}

/** One input of ffmpeg, and the outputs that are made of it. */
interface Look {
  input: string[];
  stream: string;
  filters: string[];
  outputs: string[];
}

/**
 * Takes the frame at each moment from the output, and from the source too, laid as the plan says, where the encode has not
 * done so. Each is pulled to a small square in RGB.
 */
export function lookArgs(
  plan: Plan,
  moments: LookMoment[],
  files: LookFiles,
  hasSourceLooks: boolean,
): string[] {
  const made = isOnFewKeys(plan, moments)
    ? [madeOfKeys(moments, files)]
    : moments.map((moment, at) => madeAt(moment, at, files));
  const meant = hasSourceLooks ? [] : moments.map((moment, at) => meantAt(moment, at, plan, files));
  const looks = [...made, ...meant];
  return [
    ...quietArgs(),
    ...looks.flatMap(({ input }) => input),
    ...looks.flatMap(({ stream, filters, outputs }, at) => [
      ...['-map', `${at}:${stream}`, '-vf', [...filters, ...LOOK_FILTERS].join(',')],
      ...['-c:v', 'rawvideo', ...outputs],
    ]),
  ];
}

function isOnFewKeys({ video: { fps, gopFrames } }: Plan, moments: LookMoment[]): boolean {
  const frames = moments.map(({ outputSeconds }) => Math.round((outputSeconds * fps.num) / fps.den));
  return frames.every(frame => frame % gopFrames === 0 && frame / gopFrames < MAX_KEYS);
}

/** All moments in one go through the output's key frames. */
function madeOfKeys(moments: LookMoment[], { output }: LookFiles): Look {
  return {
    input: [...OPENED_AS_MADE, '-skip_frame', 'nokey', ...hardenedInput(output, { threads: THREADS })],
    stream: 'V:0',
    filters: [selectFrom(moments.map(({ outputSeconds }) => outputSeconds))],
    outputs: [
      ...['-frames:v', String(moments.length), '-fps_mode', 'passthrough'],
      ...['-f', 'image2', '-start_number', '0', `file:${lookName('made', '%d')}`],
    ],
  };
}

function madeAt({ outputSeconds }: LookMoment, at: number, { output }: LookFiles): Look {
  const seekSeconds = rounded(outputSeconds);
  return {
    input: [...OPENED_AS_MADE, ...hardenedInput(output, { seekSeconds, threads: THREADS })],
    stream: 'V:0',
    filters: [],
    outputs: oneFrame(lookName('made', at)),
  };
}

function meantAt(moment: LookMoment, at: number, plan: Plan, { input, opened }: LookFiles): Look {
  const { seekSeconds, filters } = placeOf(moment, opened);
  return {
    input: [
      // The plan says how it is to be turned; what ffmpeg makes of the file itself is what is looked at in the output.
      '-noautorotate',
      ...videoDecoderArgs(plan),
      ...hardenedInput(input, {
        ...opened,
        threads: THREADS,
        ...(seekSeconds !== undefined && { seekSeconds: rounded(seekSeconds) }),
      }),
    ],
    stream: streamSpecifier('V', plan.video),
    filters: [...filters, ...(lookFilters(plan) ?? [])],
    outputs: oneFrame(lookName('meant', at)),
  };
}

/** Where reading begins, and what passes then: by the file's own clock the very picture, or none. */
function placeOf({ sourceSeconds, seekSeconds }: LookMoment, { ownClock }: HardenedInputOptions) {
  if (!ownClock) return { seekSeconds: Math.max(0, sourceSeconds), filters: [] };
  const [start, end] = [sourceSeconds - SAME_SECONDS, sourceSeconds + SAME_SECONDS];
  return { seekSeconds, filters: [`trim=start=${start.toFixed(6)}:end=${end.toFixed(6)}`] };
}

function oneFrame(name: string): string[] {
  return ['-frames:v', '1', '-f', 'rawvideo', `file:${name}`];
}

/** ffmpeg cuts off what is below a microsecond, and would seek to the key frame before the one that is meant. */
function rounded(seconds: number): number {
  return Number(seconds.toFixed(6));
}
