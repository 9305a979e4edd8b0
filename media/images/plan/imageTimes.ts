import type { ImageTime } from '../../../presets/schema/preset.ts';
import type { Decision } from '../../plan/decision.ts';

export interface Clip {
  /** Length. */
  seconds: number;
  /** One frame's time. */
  frameSeconds: number;
  frames: number;
}

export interface AskedTime {
  seconds: number;
  /** As the preset says it. */
  asked: string;
}

/**
 * The moments to take images of, in the order of `at`: never past the last frame, and no frame twice, so that a
 * clip of one frame gives one image.
 */
export function imageTimes(
  at: ImageTime[],
  clip: Clip,
  whose = "the preset's",
): { kept: AskedTime[]; decisions: Decision[] } {
  const kept: AskedTime[] = [];
  const decisions: Decision[] = [];
  for (const time of at) {
    const asked = 'percent' in time ? `${time.percent} %` : `${time.seconds} s`;
    const wanted = 'percent' in time ? (clip.seconds * time.percent) / 100 : time.seconds;
    const seconds = clamp(wanted, clip);
    const same = kept.find(other => Math.abs(other.seconds - seconds) < clip.frameSeconds * 0.99);
    if (!same) kept.push({ seconds, asked });
    decisions.push({
      what: `image at ${asked}`,
      choice: same ? 'none' : `${seconds.toFixed(3)} s`,
      reason: same ? `it is the same frame as at ${same.asked}` : reasonFor(wanted, seconds, clip, whose),
    });
  }
  return { kept, decisions };
}

/** The last frame begins one frame's time before the end. Milliseconds are what ffmpeg and a reader need. */
function clamp(wanted: number, { seconds, frameSeconds, frames }: Clip): number {
  if (frames <= 1) return 0;
  const last = Math.max(0, seconds - frameSeconds);
  return Math.floor(Math.min(wanted, last) * 1_000) / 1_000;
}

function reasonFor(wanted: number, seconds: number, clip: Clip, whose: string): string {
  if (clip.frames <= 1) return 'the video is a single frame';
  return wanted - seconds > 0.001 ? `the last frame: the video ends at ${clip.seconds.toFixed(3)} s` : whose;
}
