import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import { checkKeys } from '../../movie/checkKeys.ts';
import { findTrack } from '../../movie/findTrack.ts';
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
  const track = findTrack(movie, plan.video.streamId, 'vide');
  const samples = readSamples(track.tables);
  checkKeys(track, samples, plan.source.codec);
  if (samples.at.some((at, sample) => at + (samples.bytes[sample] ?? 0) > sizeBytes)) {
    throw new UnfitIndex('Some of its pictures lie past its end.');
  }
  const { audio } = plan;
  const sounds = audio ? [audio, ...(audio.right ? [audio.right] : [])] : [];
  return {
    movie,
    picture: { track, samples },
    sounds: sounds.map(({ streamId }) => findTrack(movie, streamId, 'soun')),
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
