import type { FrameRate } from '../plan/frame/frameRate.ts';
import type { PictureTimes } from './pictureTimes.ts';

/** When the sound was heard, by the clock of the ffmpeg that decoded it, seconds. */
export interface SoundTimes {
  first: number;
  end: number;
}

/**
 * Where a source's timeline falls on the output's frames. Zero is the common start: the first picture or sound, and what
 * was before it is not played.
 */
export interface Grid {
  rate: FrameRate;
  /** Added to a picture's time by the source's clock, seconds: the first then falls on a line of the grid exactly. */
  pictureShift: number;
  /** The same of the sound. Both differ only where the decoder shows pictures later than the container counts them. */
  soundShift: number;
  /** Of all frames, so many repeat the first picture while the sound has begun already. */
  heldFrames: number;
  frames: number;
  /** How long the last picture is shown, seconds. */
  lastSeconds: number;
  /** When the sound ends in the output, seconds; null without sound. */
  soundSeconds: number | null;
}

/**
 * Sound that begins no more than a packet earlier than the picture is the lead-in of its encoder (1,024 samples of AAC
 * are 23 ms at 44.1 kHz), and is cut rather than shown a picture for.
 */
export const LEAD_IN_SECONDS = 0.025;

/** Of a frame: what comes exactly between two ticks, as each second one of 60 does on 30, then goes to the later always. */
export const TIE = 1 / 16;

/** A picture this little past a line of the grid, in frames, is on it but for rounding. */
const ROUNDING_FRAMES = 0.1;

/** What binary fractions may differ by, frames. */
const MIN_ROUNDING_FRAMES = 1e-6;

/** Lays the grid. Pure: the same times give the same grid. */
export function layGrid(pictures: PictureTimes, sound: SoundTimes | null, rate: FrameRate): Grid {
  const fps = rate.num / rate.den;
  const first = pictures.times[0] ?? 0;
  const last = pictures.times.at(-1) ?? first;
  const counted = first - pictures.lag;
  const lead = sound === null ? 0 : Math.max(0, counted - sound.first);
  const heldFrames = lead <= LEAD_IN_SECONDS ? 0 : Math.ceil(lead * fps - ROUNDING_FRAMES);
  const soundShift = heldFrames / fps - counted;
  const lastSeconds = pictures.end - last;
  return {
    rate,
    pictureShift: heldFrames / fps - first,
    soundShift,
    heldFrames,
    // The last picture that falls on a line is seen, however short a time it is shown.
    frames:
      heldFrames +
      Math.max(lineOf(last - first, lastSeconds, fps) + 1, Math.round((pictures.end - first) * fps)),
    lastSeconds,
    soundSeconds: sound === null ? null : Math.max(0, sound.end + soundShift),
  };
}

/**
 * The last line of the grid that is not after a picture's time. One that is over before the next line, as the last of a
 * thousand a second, is not on that line, so what counts as rounding is less than half as long as it is shown.
 */
function lineOf(seconds: number, shownSeconds: number, fps: number): number {
  const rounding = Math.min(ROUNDING_FRAMES, (shownSeconds * fps) / 2);
  return Math.floor(seconds * fps + Math.max(rounding, MIN_ROUNDING_FRAMES));
}

/** The output's length: of the picture or the sound, whichever is longer, seconds. */
export function gridSeconds({ frames, rate, soundSeconds }: Grid): number {
  return Math.max((frames * rate.den) / rate.num, soundSeconds ?? 0);
}
