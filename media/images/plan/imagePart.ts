import { refuse } from '../../../failures/refuse.ts';
import type { ImageTime } from '../../../presets/schema/preset.ts';
import type { Clip } from './imageTimes.ts';

/** What whoever uploaded a source wishes of its images; seconds of the whole source. */
export interface ImageWishes {
  /** Only of this part. */
  trim?: { from?: number | undefined; to?: number | undefined } | undefined;
  /** At these moments: seconds, or a share of the part such as `50%`. */
  pictureTimes?: (number | string)[] | undefined;
}

/** A stretch of a source, seconds. */
export interface ImagePart {
  fromSeconds: number;
  toSeconds: number;
}

/**
 * Which part of a source images are made of; null for the whole. `isKnown` where the source's length is told or measured.
 * @throws {WorkError} input/past-the-end where the part begins after the source has ended.
 */
export function imagePart({ trim }: ImageWishes, { seconds }: Clip, isKnown: boolean): ImagePart | null {
  if (!trim) return null;
  const { from: fromSeconds = 0, to = Number.POSITIVE_INFINITY } = trim;
  if (isKnown && fromSeconds >= seconds) {
    const length = Math.round(seconds * 1_000) / 1_000;
    refuse(
      'past-the-end',
      `trim.from: ${fromSeconds} s is past the end of the video, which has ${length} s.`,
    );
  }
  return { fromSeconds, toSeconds: Math.max(fromSeconds, Math.min(to, seconds)) };
}

/** The part as if it were all there is. */
export function clipOf(whole: Clip, part: ImagePart | null): Clip {
  if (!part) return whole;
  const seconds = Math.max(whole.frameSeconds, part.toSeconds - part.fromSeconds);
  const frames = Math.max(1, Math.min(whole.frames, Math.round(seconds / whole.frameSeconds)));
  return { ...whole, seconds, frames };
}

/** The moments that are wished in place of the preset's, by the part; what lies outside of it is its first or last. */
export function wishedTimes({ pictureTimes }: ImageWishes, part: ImagePart | null): ImageTime[] | undefined {
  const from = part?.fromSeconds ?? 0;
  return pictureTimes?.map(time =>
    typeof time === 'number'
      ? { seconds: Math.max(0, time - from) }
      : { percent: Number(time.replace(/\s*%$/, '')) },
  );
}
