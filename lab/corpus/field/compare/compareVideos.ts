import { comparePictures } from './comparePictures.ts';
import { compareSound } from './compareSound.ts';
import { type Pictures, usualStep } from './pictures.ts';
import type { DecodedSound } from './sound.ts';

/** What a plain ffmpeg decodes of a file. */
export interface Seen {
  pictures: Pictures | null;
  sound: DecodedSound | null;
}

/** Within it, sound and picture are together; beside a frame, since levels are only told each 5 ms. */
const SYNC_SECONDS = 0.025;

/** AAC comes in packets of 1024 samples, and no two decoders agree on the last one. */
const SOUND_SECONDS = 0.1;

/** Width over height may differ by what rounding a small picture to even sides can do. */
const ASPECT = 0.03;

/** At 240 lines the encoder itself takes this much. */
const LEAST_PSNR = 24;
const LEAST_LIKENESS = 0.9;
const LEAST_WORST_LIKENESS = 0.7;

const MOST_LOUDER_DB = 4;

/** How far beyond what the starts of the streams explain a shift is looked for, seconds. */
const REACH_SECONDS = 1.5;
const MOST_REACH_SECONDS = 12;

/** Says in words what of an output is not as in its source: times, length, sync, shape, pictures, sound. */
export function compareVideos(source: Seen, output: Seen): { complaints: string[]; psnr: number | null } {
  if (!output.pictures) return { complaints: ['the output has no picture'], psnr: null };
  if (!source.pictures) return { complaints: ['made of what ffmpeg finds no picture in'], psnr: null };
  const starts = { picture: startOf(source.pictures), sound: source.sound?.startSeconds ?? Infinity };
  // A common start is not played: what begins first begins at 0.
  const expected = Math.min(starts.picture, starts.sound);
  const apart = source.sound ? Math.abs(starts.picture - starts.sound) : 0;
  const reach = Math.min(MOST_REACH_SECONDS, apart + REACH_SECONDS);
  const match = comparePictures(source.pictures, output.pictures, expected, reach);
  const frame = match.step * 1.02 + 0.002;
  const unlike = match.psnr < LEAST_PSNR && !source.pictures.hdr;
  return {
    psnr: match.psnr,
    complaints: [
      ...lengthOf(source.pictures, output.pictures, expected, frame),
      ...say(Math.abs(match.shift - expected) > frame, `picture ${ms(expected - match.shift)} late`),
      ...shapeOf(source.pictures, output.pictures),
      ...say(output.pictures.fullRange, 'the output is full range'),
      ...say(unlike, `pictures differ: PSNR ${match.psnr.toFixed(1)} dB`),
      ...say(match.likeness < LEAST_LIKENESS, `pictures are unlike: ${match.likeness.toFixed(2)}`),
      ...say(
        match.likeness >= LEAST_LIKENESS && match.worstLikeness < LEAST_WORST_LIKENESS,
        `some pictures are unlike: ${match.worstLikeness.toFixed(2)}`,
      ),
      ...soundOf(source, output, { shift: match.shift, expected, reach, frame }),
    ],
  };
}

function lengthOf(source: Pictures, output: Pictures, expected: number, frame: number): string[] {
  const start = startOf(output);
  const grid = usualStep(output.frames) || frame;
  const wanted = source.endSeconds - expected;
  const length = output.endSeconds;
  const holes = output.frames.slice(1).filter(({ seconds }, n) => {
    return Math.abs(seconds - (output.frames[n]?.seconds ?? 0) - grid) > grid * 0.1;
  });
  return [
    ...say(Math.abs(start) > 0.001, `picture starts at ${start.toFixed(3)} s`),
    ...say(
      !source.cut && !output.cut && Math.abs(length - wanted) > frame,
      `picture lasts ${length.toFixed(3)} s, not ${wanted.toFixed(3)} s`,
    ),
    ...say(holes.length > 0, `${holes.length} pictures are off the grid`),
    ...say(output.errors.length > 0, `the output does not decode: ${output.errors[0]}`),
  ];
}

function shapeOf(source: Pictures, output: Pictures): string[] {
  const off = Math.abs(output.aspect / source.aspect - 1);
  const [is, was] = [output.aspect.toFixed(3), source.aspect.toFixed(3)];
  return say(off > ASPECT, `shape ${is} (${output.width}x${output.height}), not ${was}`);
}

function soundOf(
  source: Seen,
  output: Seen,
  by: { shift: number; expected: number; reach: number; frame: number },
): string[] {
  if (!source.sound) return say(output.sound !== null, 'sound where ffmpeg hears none');
  if (!output.sound) return ['no sound'];
  const match = compareSound(source.sound, output.sound, by.expected, by.reach);
  const wanted = source.sound.endSeconds - by.expected;
  const length = output.sound.endSeconds;
  const unsure = match.shift === null;
  const late = match.shift === null ? 0 : by.shift - match.shift;
  const short = match.louderDb !== null && Math.abs(match.louderDb) > MOST_LOUDER_DB;
  return [
    ...say(match.lost, 'the sound is silence'),
    ...say(
      unsure && match.louderDb !== null && source.sound.levels.length > 100,
      `sound is unlike: ${match.likeness.toFixed(2)}`,
    ),
    ...say(Math.abs(late) > by.frame + SYNC_SECONDS, `sound ${ms(late)} late against the picture`),
    ...say(match.drift > SYNC_SECONDS * 2, `a part of the sound is ${ms(match.drift)} off`),
    ...say(short, `${match.louderDb?.toFixed(1)} dB louder`),
    ...say(
      Math.abs(length - Math.min(wanted, 60)) > SOUND_SECONDS + by.frame && Math.min(wanted, length) < 59,
      `sound lasts ${length.toFixed(3)} s, not ${wanted.toFixed(3)} s`,
    ),
  ];
}

function startOf({ frames }: Pictures): number {
  return frames.reduce((least, { seconds }) => Math.min(least, seconds), Infinity);
}

function say(wrong: boolean, words: string): string[] {
  return wrong ? [words] : [];
}

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}
