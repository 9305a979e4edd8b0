import { type FrameRate, fpsOf } from '../../plan/frame/frameRate.ts';
import { type ClipPart, EXACT_SECONDS } from '../clipPart.ts';

/** A part, and when its source's pictures are seen, seconds by the source's own clock, in order. */
export interface TimedPart extends ClipPart {
  times: number[];
}

/** Where a clip's parts fall on its frames, and on its samples of sound. Zero is its first picture. */
export interface LaidClip {
  /** How long after the beginning that was asked for the first picture is seen, seconds. */
  startSeconds: number;
  rate: FrameRate;
  frames: number;
  /** Of the sound, and of the pictures but for a frame. */
  seconds: number;
  pictures: LaidPictures[];
  sounds: LaidSound[];
}

/** The pictures of a part. */
export interface LaidPictures {
  /** Which part. */
  part: number;
  /** Of the clip. */
  firstFrame: number;
  frames: number;
  /** Of its source, those that are taken: seconds by the source's own clock. */
  times: number[];
  /** What of that clock is at its first frame: its first picture, or a moment at which an earlier one is still seen. */
  zero: number;
  /** Its pictures lie between these two, by the same clock. */
  from: number;
  before: number;
}

/** The sound of a part. */
export interface LaidSound {
  part: number;
  /** When it begins in the clip, and when what follows does; seconds. */
  from: number;
  until: number;
  /** As much of that as the part has; what is left is silent. */
  heardSeconds: number;
  /** Added to a time by the source's own clock gives that of the clip. */
  shift: number;
}

/** A moment this little past a line of the grid, in frames, is on it but for rounding. */
const ROUNDING_FRAMES = 0.01;

/**
 * Lays a clip's parts out. Its first frame is the first picture that is not before the part's beginning, its last one the
 * last that is before the end; each part begins on the line of the grid that is nearest to its first picture, and is held
 * until the next one begins. Sound is where it is heard, to the sample. Pure. `seconds` is how long the clip is that was
 * asked for; null where no part has a picture. With `holdsStart` a part whose first picture comes more than a frame after its
 * beginning begins with the picture that is seen then, or is to be, for as long.
 */
export function layParts(
  parts: TimedPart[],
  rate: FrameRate,
  seconds: number,
  holdsStart = false,
): LaidClip | null {
  const fps = fpsOf(rate);
  const longestLead = holdsStart ? (1 - ROUNDING_FRAMES) / fps : Number.POSITIVE_INFINITY;
  const seen = parts.flatMap((part, at) => windowOf(part, at, longestLead));
  const [first] = seen;
  if (first === undefined) return null;
  const startSeconds = first.atSeconds;
  const length = seconds - startSeconds;
  const frames = Math.max(1, Math.ceil(length * fps - ROUNDING_FRAMES));
  const lines = seen.map(({ atSeconds }) => Math.round((atSeconds - startSeconds) * fps));
  const pictures = seen.map(({ atSeconds: _, ...window }, at) => {
    const [firstFrame = 0, next = frames] = [lines[at], lines[at + 1]];
    return { ...window, firstFrame, frames: Math.min(next, frames) - firstFrame };
  });
  return {
    ...{ startSeconds, rate, frames, seconds: length },
    pictures: pictures.filter(one => one.frames > 0),
    sounds: soundsOf(parts, startSeconds, length),
  };
}

/** A part's pictures, and when the first of them is in the clip as it was asked for; nothing where it has none. */
function windowOf(
  { times, fromSeconds, toSeconds, atSeconds }: TimedPart,
  part: number,
  longestLead: number,
) {
  const begun = indexFrom(times, fromSeconds);
  const isLate = (times[begun] ?? Number.POSITIVE_INFINITY) - fromSeconds > longestLead;
  const from = isLate ? Math.max(0, begun - 1) : begun;
  const end = Math.max(indexFrom(times, toSeconds), isLate ? from + 1 : 0);
  const taken = times.slice(from, end);
  const [first, last] = [taken[0], taken.at(-1)];
  if (first === undefined || last === undefined) return [];
  const zero = isLate ? fromSeconds : first;
  return [
    {
      part,
      ...{ times: taken, zero },
      from: between(times[from - 1], first, first - 1),
      before: between(last, times[end], last + 1),
      atSeconds: atSeconds + zero - fromSeconds,
    },
  ];
}

/** Of the first one at a moment or after it; how many there are, where none is. */
function indexFrom(times: number[], seconds: number): number {
  const index = times.findIndex(time => time >= seconds - EXACT_SECONDS);
  return index === -1 ? times.length : index;
}

/** Half-way between two neighbours, so that what rounds a time does not matter; where there is only one, `else`. */
function between(one: number | undefined, other: number | undefined, otherwise: number): number {
  return one === undefined || other === undefined ? otherwise : (one + other) / 2;
}

function soundsOf(parts: ClipPart[], startSeconds: number, length: number): LaidSound[] {
  const begins = parts.map(({ atSeconds }) => atSeconds - startSeconds);
  return parts.flatMap(({ fromSeconds, toSeconds }, part) => {
    const begin = begins[part] ?? 0;
    const from = Math.max(0, begin);
    const until = Math.min(length, begins[part + 1] ?? length);
    if (until <= from) return [];
    const heardSeconds = Math.max(0, Math.min(until, begin + toSeconds - fromSeconds) - from);
    return [{ part, from, until, heardSeconds, shift: begin - fromSeconds }];
  });
}
