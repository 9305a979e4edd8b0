import type { Samples } from '../../../movie/samples.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { TrackClock } from './trackClock.ts';

/** Pictures ahead of a part and behind it that filters look at: a deinterlacer those beside each, the grid the next one. */
const BESIDE = 2;

/** The samples that a part is decoded from, in the order of decoding, and which moments of the media they can show. */
export interface ChosenPictures {
  from: number;
  to: number;
  shownFrom: number;
  shownTo: number;
}

/**
 * The pictures from one moment to another and a few beside them, from the key frame before the first on; `range` is ticks
 * of the source's own clock.
 * @throws {UnfitIndex} where no picture is shown at all, or not in the order of its key frames.
 */
export function choosePictures(
  samples: Samples,
  clock: TrackClock,
  range: { from: number; to: number },
  beside = BESIDE,
): ChosenPictures {
  const { first, last, next } = neededPictures(samples, clock, range, beside);
  const from = keyBefore(samples, first);
  if (hasEarlierKey(samples, from, last.sample))
    throw new UnfitIndex('Its key frames are shown in another order than they are decoded.');
  // What follows a key frame and is shown ahead of it may need pictures that are not there.
  const shownFrom = from === 0 ? clock.from : Math.max(clock.from, shownAt(samples, from));
  return { from, to: last.sample + 1, shownFrom, shownTo: next ?? endOf(samples, clock, last.shown) };
}

interface Needed {
  /** The first of them that is decoded, and when the first one is shown. */
  first: Picture;
  /** The last of them that is decoded, and when the last one is shown. */
  last: Picture;
  /** When the next one is shown that is not needed; null where there is none. */
  next: number | null;
}

function neededPictures(
  samples: Samples,
  { offsetTicks, from, to }: TrackClock,
  range: { from: number; to: number },
  beside: number,
): Needed {
  const ahead: Picture[] = [];
  const within: Picture[] = [];
  const behind: Picture[] = [];
  for (let sample = 0; sample < samples.count; sample += 1) {
    const shown = shownAt(samples, sample);
    if (shown < from || shown >= to) continue;
    const picture = { sample, shown };
    if (shown + offsetTicks < range.from) keepNearest(ahead, picture, -1, beside);
    else if (shown + offsetTicks >= range.to) keepNearest(behind, picture, 1, beside + 1);
    else within.push(picture);
  }
  const needed = [...ahead, ...within, ...behind.slice(0, beside)];
  if (needed.length === 0) throw new UnfitIndex('No picture is shown at that time.');
  return {
    first: { sample: extreme(needed, 'sample', Math.min), shown: extreme(needed, 'shown', Math.min) },
    last: { sample: extreme(needed, 'sample', Math.max), shown: extreme(needed, 'shown', Math.max) },
    next: behind[beside]?.shown ?? null,
  };
}

interface Picture {
  sample: number;
  shown: number;
}

/** Keeps the `most` pictures that are nearest, nearest first: `direction` is 1 where these are the earliest. */
function keepNearest(pictures: Picture[], picture: Picture, direction: 1 | -1, most: number): void {
  const place = pictures.findIndex(({ shown }) => (picture.shown - shown) * direction < 0);
  pictures.splice(place === -1 ? pictures.length : place, 0, picture);
  pictures.length = Math.min(pictures.length, most);
}

function extreme(pictures: Picture[], by: keyof Picture, which: (a: number, b: number) => number): number {
  return pictures.reduce((found, picture) => which(found, picture[by]), pictures[0]?.[by] ?? 0);
}

/** The last key frame that is decoded and shown no later; the very first sample where there is none. */
function keyBefore(samples: Samples, first: Picture): number {
  const isBefore = (sample: number) => sample <= first.sample && shownAt(samples, sample) <= first.shown;
  if (samples.keys !== null) return samples.keys.findLast(isBefore) ?? 0;
  let sample = first.sample;
  while (sample > 0 && !isBefore(sample)) sample -= 1;
  return sample;
}

/** ffmpeg would begin at a later key frame that is shown earlier, and leave out what is between. */
function hasEarlierKey(samples: Samples, from: number, last: number): boolean {
  const shown = shownAt(samples, from);
  return (samples.keys ?? []).some(key => key > from && key <= last && shownAt(samples, key) < shown);
}

/**
 * When the track's last picture ends. Durations are told in the order of decoding: together they tell when the last picture
 * ends, and its own does not.
 */
function endOf(samples: Samples, { to }: TrackClock, last: number): number {
  const { decoded, later, count } = samples;
  const total = (decoded[count] ?? 0) + (later[0] ?? 0);
  const longest = longestOf(samples);
  const end = total > last ? total : last + Math.max(1, longest);
  return to === Number.POSITIVE_INFINITY ? end : Math.min(to, last + longest);
}

function longestOf({ decoded, count }: Samples): number {
  let longest = 1;
  for (let sample = 0; sample < count; sample += 1)
    longest = Math.max(longest, (decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0));
  return longest;
}

function shownAt({ decoded, later }: Samples, sample: number): number {
  return (decoded[sample] ?? 0) + (later[sample] ?? 0);
}
