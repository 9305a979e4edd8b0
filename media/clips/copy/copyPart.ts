import { type ClipPart, type ClipSource, EXACT_SECONDS } from '../clipPart.ts';
import { choosePictures } from '../fetch/movie/choosePictures.ts';
import { type Cuttable, openMovie } from '../fetch/movie/openMovie.ts';
import { CopyObstacle } from './copyObstacle.ts';

/** A part that is to be taken as it is. */
export interface CopyPart extends Cuttable {
  part: ClipPart;
  /** Its pictures in the order of decoding, from a key frame on. */
  from: number;
  to: number;
  /** When the first picture is shown that is wanted, and when the last one ends: ticks of the track's own tables. */
  firstShown: number;
  endShown: number;
}

/** How a part lies among the others, which decides what may stand ahead of it and behind. */
export interface Place {
  number: number;
  isFirst: boolean;
  isLast: boolean;
}

/**
 * Finds the pictures of a part.
 * @throws {CopyObstacle} where they cannot be had without others that would be seen; {UnfitIndex} as openMovie.
 */
export async function copyPart(source: ClipSource, part: ClipPart, place: Place): Promise<CopyPart> {
  const cuttable = await openMovie(source, part);
  const { samples, clock, track } = cuttable.opened.picture;
  const ticksOf = (seconds: number) => (seconds - EXACT_SECONDS + cuttable.zero) * track.timescale;
  const range = { from: ticksOf(part.fromSeconds), to: ticksOf(part.toSeconds) };
  const { from, to, shownTo } = choosePictures(samples, clock, range, 0);
  const shown = Array.from({ length: to - from }, (_, index) => shownAt(cuttable, from + index));
  const key = shown[0] ?? 0;
  const isWanted = (ticks: number) =>
    ticks >= clock.from && ticks + clock.offsetTicks >= range.from && ticks < shownTo;
  const firstShown = shown.filter(isWanted).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (!place.isFirst && (firstShown !== key || shown.some(ticks => ticks < key))) {
    throw new CopyObstacle(
      `Part ${place.number} does not begin at a key frame, and what leads up to it would be seen.`,
    );
  }
  if (!place.isLast && shown.some(ticks => ticks >= shownTo)) {
    throw new CopyObstacle(`Part ${place.number} ends between pictures that need one another.`);
  }
  return {
    ...cuttable,
    part,
    from,
    to,
    firstShown,
    endShown: Math.min(shownTo, range.to - clock.offsetTicks),
  };
}

/** When a picture is shown, by the track's own tables. */
export function shownAt({ opened }: Cuttable, sample: number): number {
  const { decoded, later } = opened.picture.samples;
  return (decoded[sample] ?? 0) + (later[sample] ?? 0);
}

/** When the first picture of a part is seen in the clip that was asked for, seconds. */
export function beginOf({ part, opened, zero, firstShown }: CopyPart): number {
  const { track, clock } = opened.picture;
  const own = (firstShown + clock.offsetTicks) / track.timescale - zero;
  return part.atSeconds + own - part.fromSeconds;
}
