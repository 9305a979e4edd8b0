import { writeExcerpt } from '../../../excerpts/writeExcerpt.ts';
import { bytesAt } from '../../../movie/box.ts';
import { checkKeys } from '../../../movie/checkKeys.ts';
import { findTrack } from '../../../movie/findTrack.ts';
import { timescaleIn } from '../../../movie/headers.ts';
import { type Movie, type MovieTrack, readMovie } from '../../../movie/readMovie.ts';
import { readSamples } from '../../../movie/samples.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { Probe } from '../../../probe/probe.ts';
import type { ClipSource } from '../../clipPart.ts';
import type { Fetched } from '../../fetched.ts';
import { ownZero } from '../../ownZero.ts';
import { partMovie } from './partMovie.ts';
import { partProbe } from './partProbe.ts';
import type { SecondsRange } from './secondsRange.ts';
import type { TakenTrack } from './takenTrack.ts';
import { takePictures } from './takePictures.ts';
import { takeSound } from './takeSound.ts';
import { pictureClock, soundClock, type TrackClock } from './trackClock.ts';

/**
 * Writes a small movie of what a part needs of an MP4 or MOV, found by its index. Its clock is the source's less some whole
 * seconds, so that all which ffmpeg rounds comes out as it does of the whole.
 * @throws {UnfitIndex} where the index does not tell with certainty; what `readRange` throws.
 */
export async function fetchIndexed(
  { probe, sizeBytes, readRange }: ClipSource,
  range: SecondsRange,
  path: string,
): Promise<Omit<Fetched, 'readBytes'>> {
  const obstacle = obstacleIn(probe);
  if (obstacle !== null) throw new UnfitIndex(obstacle);
  const movie = await readMovie(readRange, sizeBytes);
  const timescale = timescaleIn(bytesAt(movie.boxes, 'mvhd'));
  const picture = pictureOf(movie, probe, timescale);
  const sounds = soundsOf(movie, probe, timescale);
  const sound = sounds.length > 0 ? Math.min(...sounds.map(startOf)) : null;
  const zero = ownZero(probe, { picture: startOf(picture), sound });
  const onMovie = { fromSeconds: range.fromSeconds + zero, toSeconds: range.toSeconds + zero };
  const pictures = takePictures(picture, picture.clock, onMovie);
  const heard = heardOf(sounds.map(({ track, clock }) => takeSound(movie, track, clock, onMovie)));
  const taken = [pictures, ...heard];
  checkPlaces(taken, sizeBytes);
  const baseSeconds = Math.floor(Math.min(...taken.map(secondsAt)));
  const excerpt = partMovie(movie, taken, baseSeconds);
  await writeExcerpt(path, excerpt, readRange);
  return {
    path,
    probe: partProbe(probe, { picture: pictures, sounds: heard }, excerpt.sizeBytes),
    opened: { ownClock: { startSeconds: Math.min(...taken.map(secondsAt)) - baseSeconds } },
    offsetSeconds: baseSeconds - zero,
  };
}

/** Why nothing can be told by an index, one sentence; null where only the index itself may stand in the way. */
function obstacleIn({ clock, incomplete, video }: Probe): string | null {
  if (!clock.exactDurations || video.untimed) return 'It has no index that tells the time of each picture.';
  if (clock.openEdits) return 'Its edit list tells no lengths.';
  return incomplete ? 'Its end is missing.' : null;
}

interface ClockedTrack {
  track: MovieTrack;
  clock: TrackClock;
}

function pictureOf(movie: Movie, { video }: Probe, timescale: number) {
  const track = findTrack(movie, video.streamId, 'vide');
  const samples = readSamples(track.tables);
  checkKeys(track, samples, video.codec);
  // ffmpeg goes by one description, and leaves out what goes by others.
  if (samples.entry.some(entry => entry !== 1))
    throw new UnfitIndex('Its pictures go by several descriptions.');
  return { track, samples, clock: pictureClock(track, timescale, samples) };
}

function soundsOf(movie: Movie, { audio }: Probe, timescale: number): ClockedTrack[] {
  const names = audio ? [audio, ...(audio.right ? [audio.right] : [])] : [];
  return names.map(({ streamId }) => {
    const track = findTrack(movie, streamId, 'soun');
    return { track, clock: soundClock(track, timescale) };
  });
}

/** Either both sides of the sound are there at the time, or neither. */
function heardOf(sounds: (TakenTrack | null)[]): TakenTrack[] {
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

function startOf({ track, clock }: ClockedTrack): number {
  return clock.startTicks / track.timescale;
}

function secondsAt({ track, atTicks }: TakenTrack): number {
  return atTicks / track.timescale;
}
