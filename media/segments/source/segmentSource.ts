import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import { bytesAt } from '../../movie/box.ts';
import { type Movie, type MovieTrack, readMovie } from '../../movie/readMovie.ts';
import { readSamples, type Samples } from '../../movie/samples.ts';
import { UnfitIndex } from '../../movie/unfitIndex.ts';
import type { Plan } from '../../plan/plan.ts';
import { NotForSegments } from '../notForSegments.ts';

/** A source by its index: what there is to know of it without its pictures. */
export interface SegmentSource {
  movie: Movie;
  /** The film's. */
  picture: { track: MovieTrack; samples: Samples };
  /** Those that the plan takes: none, one, or two that are left and right. */
  sounds: MovieTrack[];
}

/** Behind a configuration's type and its version (ISO 14496-15, 5.3.3.1); and the profile's number in H.264, annex A. */
const PROFILE_AT = 5;
const HIGH_444 = 244;

/** ffmpeg's names of codecs in which every picture stands for itself; of others somebody forgot to tell key frames. */
const ALL_KEYS = new Set([
  'prores',
  'mjpeg',
  'mjpegb',
  'dnxhd',
  'dvvideo',
  'rawvideo',
  'png',
  'v210',
  'ffv1',
  'cfhd',
]);

/**
 * Reads what a plan's source can be cut by.
 * @throws {NotForSegments} where it cannot.
 */
export async function readSource(
  readRange: ReadRange,
  sizeBytes: number,
  plan: Plan,
): Promise<SegmentSource> {
  const obstacle = obstacleIn(plan);
  if (obstacle !== null) throw new NotForSegments(obstacle);
  try {
    return await readIndexed(readRange, sizeBytes, plan);
  } catch (error) {
    throw error instanceof UnfitIndex ? new NotForSegments(error.message, { cause: error }) : error;
  }
}

async function readIndexed(readRange: ReadRange, sizeBytes: number, plan: Plan): Promise<SegmentSource> {
  const movie = await readMovie(readRange, sizeBytes);
  const track = trackOf(movie, plan.video.streamId, 'vide');
  const samples = readSamples(track.tables);
  checkKeys(samples, plan);
  checkDescription(bytesAt(track.tables, 'stsd'));
  if (samples.at.some((at, sample) => at + (samples.bytes[sample] ?? 0) > sizeBytes)) {
    throw new NotForSegments('Some of its pictures lie past its end.');
  }
  const { audio } = plan;
  const sounds = audio ? [audio, ...(audio.right ? [audio.right] : [])] : [];
  return {
    movie,
    picture: { track, samples },
    sounds: sounds.map(({ streamId }) => trackOf(movie, streamId, 'soun')),
  };
}

/** Why what is planned of a source cannot be made in pieces, one sentence; null where nothing but its index may stand in the way. */
export function obstacleIn({
  clock,
  incomplete,
  untimed,
}: Pick<Plan, 'clock' | 'incomplete' | 'untimed'>): string | null {
  if (!clock.exactDurations || untimed) return 'It has no index that tells the time of each picture.';
  if (clock.openEdits) return 'Its edit list tells no lengths.';
  return incomplete ? 'Its end is missing.' : null;
}

function trackOf({ tracks }: Movie, id: number | null, handler: string): MovieTrack {
  const [track, ...others] = tracks.filter(one => one.id === id && one.handler === handler);
  if (!track || others.length > 0)
    throw new NotForSegments('Its tracks cannot be told apart by their numbers.');
  if (track.timescale === 0) throw new NotForSegments('One of its tracks has no clock.');
  return track;
}

/**
 * Of H.264 in 4:4:4 ffmpeg makes good for errors of older encoders, and knows these by words in the very first frame
 * (h264_sei.c: x264_build), which later pieces do not have.
 */
function checkDescription(stsd: Buffer): void {
  const configuration = stsd.indexOf('avcC', 0, 'latin1');
  if (configuration < 0 || stsd[configuration + PROFILE_AT] !== HIGH_444) return;
  throw new NotForSegments('Its H.264 is of the profile High 4:4:4, which has to be decoded from its start.');
}

function checkKeys({ keys, count, later }: Samples, { source }: Plan): void {
  if (keys?.length === 0) throw new NotForSegments('Its index has no key frame to begin at.');
  const isEach = keys === null || keys.length === count;
  if (!isEach || count === 1 || ALL_KEYS.has(source.codec)) return;
  // A film of key frames alone has nothing to reorder.
  if (keys === null || later.some(ticks => ticks !== later[0])) {
    throw new NotForSegments('Its index does not tell which pictures are key frames.');
  }
}
