import { roughTolerance } from '../containers/roughTolerance.ts';
import type { Probe } from '../probe/probe.ts';

export interface ExpectedDuration {
  seconds: number;
  /** How far the output may fall short of it; null: the length is a guess and proves nothing. */
  toleranceSeconds: number | null;
  /** What the length is of has been counted (an index, a clock at both ends), and is more than a header's claim. */
  isCounted: boolean;
  reason: string;
}

/** These tell each stream's length to the frame. */
export const EXACT_CONTAINERS = new Set(['mp4', 'mov']);

/** Of these the probe has looked at both ends, or at the index. In others a length is no more than a header's claim. */
const COUNTED_CONTAINERS = new Set(['ts', 'mpg', 'flv', 'avi']);

/** Where the length is unknown it is guessed from the size at a low bit rate, so that the guess is rather too long. */
const GUESS_BITS_PER_SECOND = 500_000;

/**
 * How long the output's video will be. MP4 and MOV tell it to the frame. Others tell the length of the whole file
 * in rounded time stamps, leave out the last frame, or count a late start: up to half a second or 2 % may be missing
 * without anything being lost.
 */
export function expectedDuration(
  { container, sizeBytes, durationSeconds, video }: Probe,
  fps: number,
): ExpectedDuration {
  const seconds = video.durationSeconds ?? durationSeconds;
  if (seconds === null) {
    return {
      seconds: (sizeBytes * 8) / GUESS_BITS_PER_SECOND,
      toleranceSeconds: null,
      isCounted: false,
      reason: 'a guess from the size: the file does not tell its length',
    };
  }
  if (EXACT_CONTAINERS.has(container)) {
    const toleranceSeconds = Math.max(1 / fps, 0.05);
    return { seconds, toleranceSeconds, isCounted: true, reason: "the source's own video length" };
  }
  return {
    seconds,
    toleranceSeconds: roughTolerance(seconds),
    isCounted: COUNTED_CONTAINERS.has(container),
    reason: `about the source's own: ${container} files tell their length roughly`,
  };
}
