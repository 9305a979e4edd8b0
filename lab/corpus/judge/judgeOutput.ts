import type { Expected, Wanted } from '../file/corpusFile.ts';
import type { ListedOutput } from './listedOutput.ts';

/** The issue's own bound: within one frame or 50 ms, whichever is more. */
const LEAST_TOLERANCE_SECONDS = 0.05;

/** AAC comes in packets of 1024 samples, and no two decoders agree on the last one. */
const AUDIO_TOLERANCE_SECONDS = 0.1;

/** What is wrong with an output, in words; nothing where it is as expected. */
export function judgeOutput(facts: ListedOutput, expected: Expected): string[] {
  const [num = 30, den = 1] = facts.fps.split('/').map(Number);
  const tolerance = Math.max(LEAST_TOLERANCE_SECONDS, den / num) + 0.001;
  const wantsAudio = expected.audio ?? true;
  const audioSeconds = expected.audioSeconds ?? expected.seconds;
  return [
    ...differs('codec', facts.codec, 'h264'),
    ...differs('pixels', facts.pixelFormat, 'yuv420p'),
    ...differs('start', facts.startSeconds, 0),
    ...differs('size', facts.size, expected.size),
    ...differs('fps', facts.fps, expected.fps),
    ...outside('frames', facts.frames, expected.frames),
    ...apart('length', facts.seconds, expected.seconds, tolerance),
    ...differs('sound', facts.audioSeconds !== null, wantsAudio),
    ...(wantsAudio ? apart('sound', facts.audioSeconds ?? 0, audioSeconds, AUDIO_TOLERANCE_SECONDS) : []),
    ...(facts.size.split('x').some(side => Number(side) % 2 === 1) ? [`size ${facts.size} is odd`] : []),
    ...facts.leftovers.map(what => `left over: ${what}`),
  ];
}

function differs<T>(what: string, got: T, wanted: T | undefined): string[] {
  return wanted === undefined || got === wanted ? [] : [`${what} ${got}, not ${wanted}`];
}

function outside(what: string, got: number, wanted: Wanted | undefined): string[] {
  return typeof wanted === 'object' ? apart(what, got, wanted, 0, '') : differs(what, got, wanted);
}

function apart(
  what: string,
  got: number,
  wanted: Wanted | undefined,
  tolerance: number,
  unit = ' s',
): string[] {
  if (wanted === undefined) return [];
  const [least, most] = typeof wanted === 'number' ? [wanted, wanted] : wanted;
  const isWithin = got >= least - tolerance && got <= most + tolerance;
  return isWithin
    ? []
    : [`${what} ${got}${unit}, not ${least === most ? least : `${least} to ${most}`}${unit}`];
}
