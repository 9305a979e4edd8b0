import type { Expected, Numbered, Tone } from '../file/corpusFile.ts';
import type { NumberedFrame } from '../file/frameNumber.ts';
import type { HeardSound } from './hear.ts';
import type { ListedOutput } from './listedOutput.ts';
import type { Coloured } from './points.ts';
import type { OutputLook } from './readOutput.ts';
import type { Still } from './stills.ts';

/** Sound and picture are felt as one within this, seconds. */
const SYNC_SECONDS = 0.025;

/** Two packets of AAC and a little: what stands ahead of the first sample, and what fills up the last packet. */
const SOUND_SECONDS = 0.05;

/** Where the frame asked for is at a cut or a flash, the image shows one near by. */
const NEAR_SECONDS = 0.5;

const COLOUR_TOLERANCE = 40;
const HZ_TOLERANCE = 8;
const DB_TOLERANCE = 1;

/**
 * What is wrong with what an output shows and sounds like, in words. The rules that the expectations follow:
 * - A common start is not played: where all tracks that are taken begin late, the output begins with the first.
 * - A picture that begins later than the sound is held: its first frame is shown from the common start on.
 * - A sound that begins later than the picture begins with silence.
 * - The last frame is shown until its own end.
 * - The picture's length runs from the common start to the end of its last frame. Sound beyond that is kept to its
 *   own end, and sound that is shorter stays shorter.
 */
export function judgeLook(look: OutputLook, facts: ListedOutput, expected: Expected): string[] {
  const [num = 30, den = 1] = facts.fps.split('/').map(Number);
  const frame = den / num;
  const { flashes, numbered, beeps = flashes, tones } = expected;
  const seen = look.frames.flatMap(({ flashes: on }, index) =>
    on && !look.frames[index - 1]?.flashes ? [index * frame] : [],
  );
  return [
    ...(flashes ? pairwise('flash', seen, flashes, frame + 0.001) : []),
    ...(numbered ? misplaced(look.frames, frame, numbered) : []),
    ...(look.sound && beeps ? judgeSound(look.sound, facts) : []),
    ...(look.sound && beeps ? pairwise('beep', look.sound.beeps, beeps, frame + SYNC_SECONDS) : []),
    ...(look.sound && flashes && beeps === flashes ? outOfSync(seen, look.sound.beeps) : []),
    ...(look.sound && tones ? tones.flatMap((tone, side) => judgeTone(look.sound, side, tone)) : []),
    ...judgePoints(look.points),
  ];
}

function pairwise(what: string, got: number[], wanted: readonly number[], tolerance: number): string[] {
  const list = (times: readonly number[]) => times.map(time => time.toFixed(3)).join(' ');
  const isRight =
    got.length === wanted.length &&
    got.every((time, index) => Math.abs(time - (wanted[index] ?? 0)) <= tolerance);
  return isRight ? [] : [`${what} at ${list(got)} s, not ${list(wanted)} s`];
}

function outOfSync(flashes: number[], beeps: number[]): string[] {
  return flashes.flatMap((flash, index) => {
    const apart = (beeps[index] ?? Number.POSITIVE_INFINITY) - flash;
    return Math.abs(apart) <= SYNC_SECONDS + 0.001
      ? []
      : [`the beep comes ${apart.toFixed(3)} s after the flash at ${flash.toFixed(3)} s`];
  });
}

/** The first frame of the output that is not the one to be shown then, within a frame. */
function misplaced(frames: NumberedFrame[], frame: number, { fps, from = 0, held }: Numbered): string[] {
  const stays = Math.max(frame, 1 / fps, held ?? 0);
  const index = frames.findIndex(({ number }, at) => {
    if (number === null) return true;
    const begins = number / fps + from;
    const now = number === frames[0]?.number ? Math.max(at * frame, begins) : at * frame;
    return begins > now + frame + 0.001 || begins + stays < now - frame - 0.001;
  });
  if (index < 0) return [];
  const { number } = frames[index] as NumberedFrame;
  return [`frame ${number ?? 'without a number'} of the source is shown at ${(index * frame).toFixed(3)} s`];
}

/** The colours that are not those expected at their places. */
export function judgePoints(points: Coloured[]): string[] {
  return points.flatMap(({ point, rgb }) => {
    const { across, down, seconds = 0.5, within = COLOUR_TOLERANCE } = point;
    const isNear = point.rgb.every((value, index) => Math.abs(value - (rgb[index] ?? -255)) <= within);
    return isNear ? [] : [`colour ${rgb} at ${across},${down} and ${seconds} s, not ${point.rgb}`];
  });
}

/** What is wrong with the moments of images: each shows the frame of the moment that it is said to show, near the one asked for. */
export function judgeStills(stills: Still[], { fps, from = 0, held = 0 }: Numbered): string[] {
  const stays = Math.max(held, 1 / fps);
  return stills.flatMap(({ seconds, askedSeconds, number }) => {
    const begins = (number ?? Number.NaN) / fps + from;
    const isRight = begins <= seconds + 1 / fps + 0.002 && begins + stays >= seconds - 1 / fps - 0.002;
    const isHeld = number === 0 && askedSeconds < from;
    const isNear = isHeld || Math.abs(seconds - askedSeconds) <= NEAR_SECONDS + stays;
    return isRight && isNear
      ? []
      : [`the image for ${askedSeconds} s, said to be of ${seconds} s, shows frame ${number}`];
  });
}

/** What the container says and what there is must be one. */
function judgeSound(sound: HeardSound, { audioSeconds }: ListedOutput): string[] {
  return Math.abs(sound.seconds - (audioSeconds ?? 0)) <= SOUND_SECONDS
    ? []
    : [`${sound.seconds.toFixed(3)} s of samples in a sound of ${audioSeconds} s`];
}

function judgeTone(sound: HeardSound | null, side: number, { hz, dbfs }: Tone): string[] {
  const got = sound?.channels[side];
  const where = side === 0 ? 'left' : 'right';
  if (!got) return [`nothing on the ${where}`];
  return [
    ...(hz !== undefined && Math.abs(got.hz - hz) > HZ_TOLERANCE
      ? [`${got.hz.toFixed(0)} Hz on the ${where}, not ${hz} Hz`]
      : []),
    ...(dbfs !== undefined && Math.abs(got.dbfs - dbfs) > DB_TOLERANCE
      ? [`${got.dbfs.toFixed(1)} dBFS on the ${where}, not ${dbfs}`]
      : []),
  ];
}
