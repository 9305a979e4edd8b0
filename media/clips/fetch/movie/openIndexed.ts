import { bytesAt } from '../../../movie/box.ts';
import { checkKeys } from '../../../movie/checkKeys.ts';
import { findTrack } from '../../../movie/findTrack.ts';
import { timescaleIn } from '../../../movie/headers.ts';
import type { Movie } from '../../../movie/readMovie.ts';
import { readSamples } from '../../../movie/samples.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { Probe } from '../../../probe/probe.ts';
import { type OpenedMovie, startsOf } from './openedMovie.ts';
import { pictureClock, soundClock } from './trackClock.ts';

/**
 * Opens an MP4 or MOV that has an index of all its samples.
 * @throws {UnfitIndex} where that does not tell with certainty.
 */
export function openIndexed(probe: Probe, movie: Movie): OpenedMovie {
  const timescale = timescaleIn(bytesAt(movie.boxes, 'mvhd'));
  const picture = pictureOf(movie, probe, timescale);
  const sounds = soundsOf(movie, probe, timescale);
  return { movie, picture, sounds, starts: startsOf([picture, ...sounds]) };
}

function pictureOf(movie: Movie, { video }: Probe, timescale: number): OpenedMovie['picture'] {
  const track = findTrack(movie, video.streamId, 'vide');
  const samples = readSamples(track.tables);
  checkKeys(track, samples, video.codec);
  // ffmpeg goes by one description, and leaves out what goes by others.
  if (samples.entry.some(entry => entry !== 1))
    throw new UnfitIndex('Its pictures go by several descriptions.');
  return { track, samples, clock: pictureClock(track, timescale, samples) };
}

function soundsOf(movie: Movie, { audio }: Probe, timescale: number): OpenedMovie['sounds'] {
  const names = audio ? [audio, ...(audio.right ? [audio.right] : [])] : [];
  return names.map(({ streamId }) => {
    const track = findTrack(movie, streamId, 'soun');
    return { track, samples: null, clock: soundClock(track, timescale) };
  });
}
