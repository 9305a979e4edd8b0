import { bytesAt, word } from '../../../movie/box.ts';
import { checkKeys } from '../../../movie/checkKeys.ts';
import { findTrack } from '../../../movie/findTrack.ts';
import { timescaleIn } from '../../../movie/headers.ts';
import type { Movie, MovieTrack } from '../../../movie/readMovie.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { Probe } from '../../../probe/probe.ts';
import type { ClipSource } from '../../clipPart.ts';
import { type OpenedMovie, startsOf } from '../movie/openedMovie.ts';
import { fragmentClock, type TrackClock } from '../movie/trackClock.ts';
import { byContainer, type SecondsRange } from '../secondsRange.ts';
import { collectFragments } from './collectFragments.ts';
import { fragmentPlaces } from './fragmentPlaces.ts';
import { toSamples } from './toSamples.ts';
import type { FragmentSample } from './trackFragment.ts';

/** So far ahead of a part it is begun to read, seconds: where there is no key frame between, at the next of these. */
const AHEAD_SECONDS = [2, 12, 60, Number.POSITIVE_INFINITY];

/** Pictures ahead of a part that are wanted (choosePictures.ts), and sound (takeSound.ts), seconds. */
const PICTURES_AHEAD = 2;
const SOUND_AHEAD_SECONDS = 0.5;

/** So far behind a part it is read on, seconds; and where another track is late, so far at the most. */
const BEHIND_SECONDS = 2;
const LATE_SECONDS = 12;

interface Tracks {
  tracks: MovieTrack[];
  /** One for each. */
  clocks: TrackClock[];
}

/**
 * Opens an MP4 in fragments, as recorders write it: reads the indexes of those around a part, which is by the source's own
 * clock.
 * @throws {UnfitIndex} where they do not tell with certainty; what `readRange` throws.
 */
export async function openFragments(
  source: ClipSource,
  movie: Movie,
  range: SecondsRange,
): Promise<OpenedMovie> {
  const { probe } = source;
  const tracks = tracksOf(movie, probe);
  const first = await collectFragments(source, movie, tracks, movie.endAt, haveBegun);
  const clocks = tracks.map((track, at) => clockOf(movie, track, first[at] ?? []));
  const starts = startsOf(tracks.map((track, at) => ({ track, clock: clocks[at] as TrackClock })));
  const media = mediaRanges({ tracks, clocks }, byContainer(range, probe, starts));
  const samples = await samplesAround(source, movie, tracks, media);
  const [picture, ...sounds] = tracks.map((track, at) => ({
    ...{ track, clock: clocks[at] as TrackClock },
    samples: toSamples(samples[at] ?? []),
  }));
  if (!picture) throw new UnfitIndex('It has no pictures.');
  checkKeys(picture.track, picture.samples, probe.video.codec);
  return { movie, picture, sounds, starts };
}

function tracksOf(movie: Movie, { video, audio }: Probe): MovieTrack[] {
  const sounds = audio ? [audio, ...(audio.right ? [audio.right] : [])] : [];
  const tracks = [
    findTrack(movie, video.streamId, 'vide'),
    ...sounds.map(({ streamId }) => findTrack(movie, streamId, 'soun')),
  ];
  for (const { tables } of tracks) {
    // A head with samples of its own goes by other rules, and a fragment may change from one description to another.
    if (word(bytesAt(tables, 'stsz'), 8) > 0) throw new UnfitIndex('Its head has samples of its own.');
    if (word(bytesAt(tables, 'stsd'), 4) !== 1) throw new UnfitIndex('It goes by several descriptions.');
  }
  return tracks;
}

function haveBegun(found: FragmentSample[][]): boolean {
  return found.every(samples => samples.length > 0);
}

function clockOf({ boxes }: Movie, track: MovieTrack, samples: FragmentSample[]): TrackClock {
  if (samples.length === 0) throw new UnfitIndex('One of its tracks begins late.');
  const start = samples.reduce(
    (least, { decoded, later }) => Math.min(least, decoded + later),
    Number.POSITIVE_INFINITY,
  );
  return fragmentClock(track, timescaleIn(bytesAt(boxes, 'mvhd')), start);
}

/** The range by each track's own tables, seconds. */
function mediaRanges({ tracks, clocks }: Tracks, { fromSeconds, toSeconds }: SecondsRange): SecondsRange[] {
  return tracks.map(({ timescale }, at) => {
    const offset = (clocks[at]?.offsetTicks ?? 0) / timescale;
    return { fromSeconds: fromSeconds - offset, toSeconds: toSeconds - offset };
  });
}

/** The samples of the fragments around the range, from a key frame ahead of it on. */
async function samplesAround(
  source: ClipSource,
  movie: Movie,
  tracks: MovieTrack[],
  media: SecondsRange[],
): Promise<FragmentSample[][]> {
  const [picture] = tracks;
  const places = await fragmentPlaces(source.readRange, movie, picture?.id ?? 0);
  for (const ahead of AHEAD_SECONDS) {
    const wanted = (media[0]?.fromSeconds ?? 0) - ahead;
    const from = places.findLast(({ seconds }) => seconds <= wanted)?.at ?? movie.endAt;
    const samples = await collectFragments(source, movie, tracks, from, found => reach(found, tracks, media));
    if (from === movie.endAt || begin(samples, tracks, media)) return samples;
  }
  throw new UnfitIndex('It has no key frame to begin at.');
}

/** Whether what was found goes on behind the range. */
function reach(found: FragmentSample[][], tracks: MovieTrack[], media: SecondsRange[]): boolean {
  const past = found.map((samples, at) => {
    const last = samples.at(-1);
    const end = last ? (last.decoded + last.ticks) / (tracks[at]?.timescale ?? 1) : Number.NEGATIVE_INFINITY;
    return end - (media[at]?.toSeconds ?? 0);
  });
  return past.every(seconds => seconds > BEHIND_SECONDS) || (past[0] ?? 0) > LATE_SECONDS;
}

/** Whether what was found begins far enough ahead of the range, the pictures at a key frame. */
function begin(found: FragmentSample[][], tracks: MovieTrack[], media: SecondsRange[]): boolean {
  const [pictures = [], ...sounds] = found;
  const from = (media[0]?.fromSeconds ?? 0) * (tracks[0]?.timescale ?? 1);
  const key = pictures.find(({ isKey }) => isKey);
  const start = key ? key.decoded + key.later : Number.POSITIVE_INFINITY;
  const ahead = pictures.filter(({ decoded, later }) => decoded + later >= start && decoded + later < from);
  return (
    ahead.length >= PICTURES_AHEAD &&
    sounds.every(([first], at) => {
      const { timescale = 1 } = tracks[at + 1] ?? {};
      const wanted = ((media[at + 1]?.fromSeconds ?? 0) - SOUND_AHEAD_SECONDS) * timescale;
      return first === undefined || first.decoded <= wanted;
    })
  );
}
