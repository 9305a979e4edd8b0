import { writeExcerpt } from '../../../excerpts/writeExcerpt.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { ClipSource } from '../../clipPart.ts';
import type { Fetched } from '../../fetched.ts';
import { startOf } from '../../ownZero.ts';
import { byContainer, type SecondsRange } from '../secondsRange.ts';
import { openMovie } from './openMovie.ts';
import { partMovie } from './partMovie.ts';
import { partProbe } from './partProbe.ts';
import type { TakenTrack } from './takenTrack.ts';
import { takePictures } from './takePictures.ts';
import { takeSound } from './takeSound.ts';

/**
 * Writes a small movie of what a part needs of an MP4 or MOV, found by its index. Its clock is the source's less some whole
 * seconds, so that all which ffmpeg rounds comes out as it does of the whole.
 * @throws {UnfitIndex} where the index does not tell with certainty; what `readRange` throws.
 */
export async function fetchMovie(
  source: ClipSource,
  range: SecondsRange,
  path: string,
): Promise<Omit<Fetched, 'readBytes'>> {
  const { probe } = source;
  const { opened, zero } = await openMovie(source, range);
  const onMovie = byContainer(range, probe, opened.starts);
  const picture = takePictures(opened.picture, onMovie);
  const sounds = bothOrNone(opened.sounds.map(sound => takeSound(opened.movie, sound, onMovie)));
  const taken = [picture, ...sounds];
  checkPlaces(taken, source.sizeBytes);
  const startSeconds = Math.min(...taken.map(({ track, atTicks }) => atTicks / track.timescale));
  const baseSeconds = Math.floor(startSeconds);
  const excerpt = partMovie(opened.movie, taken, baseSeconds);
  await writeExcerpt(path, excerpt, source.readRange);
  return {
    path,
    probe: partProbe(probe, { picture, sounds }, excerpt.sizeBytes),
    opened: { ownClock: true },
    offsetSeconds: baseSeconds - zero,
    startSeconds: Math.max(0, startOf(opened.starts) - zero),
  };
}

/** Either both sides of the sound are there at the time, or neither. */
function bothOrNone(sounds: (TakenTrack | null)[]): TakenTrack[] {
  const heard = sounds.filter(sound => sound !== null);
  if (heard.length > 0 && heard.length < sounds.length)
    throw new UnfitIndex('One side of its sound ends before the other.');
  return heard;
}

function checkPlaces(taken: TakenTrack[], sizeBytes: number): void {
  if (taken.some(({ runs }) => runs.some(({ offset, length }) => offset + length > sizeBytes))) {
    throw new UnfitIndex('Some of it lies past its end.');
  }
}
