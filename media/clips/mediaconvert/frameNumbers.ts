import { type FrameRate, fpsOf } from '../../plan/frame/frameRate.ts';
import type { ClipPart } from '../clipPart.ts';

/** Which frames of a source a part is: the first one and the last one, counted from 0. */
export interface FrameNumbers {
  first: number;
  last: number;
}

/** A moment this little past a frame, in frames, is that frame's but for rounding. */
const ROUNDING_FRAMES = 0.01;

/**
 * The frames of a part: from the first that is not before its beginning, to the last that is before its end. `start` is when
 * the source's first picture is seen, seconds by its own clock, and `rate` that of all its pictures.
 */
export function frameNumbers(
  { fromSeconds, toSeconds }: Pick<ClipPart, 'fromSeconds' | 'toSeconds'>,
  rate: FrameRate,
  start: number,
): FrameNumbers {
  const at = (seconds: number) => Math.max(0, Math.ceil((seconds - start) * fpsOf(rate) - ROUNDING_FRAMES));
  const first = at(fromSeconds);
  return { first, last: Math.max(first, at(toSeconds) - 1) };
}

/**
 * A frame's timecode as MediaConvert counts from zero: HH:MM:SS:FF, where a second has as many frames as the rate rounds to,
 * and none is dropped.
 */
export function timecode(frame: number, rate: FrameRate): string {
  const perSecond = Math.round(fpsOf(rate));
  const seconds = Math.floor(frame / perSecond);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % perSecond];
  return parts.map(part => String(part).padStart(2, '0')).join(':');
}
