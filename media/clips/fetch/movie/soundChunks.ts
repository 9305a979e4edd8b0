import { chunkPlaces, chunksOf } from '../../../movie/chunks.ts';
import type { Movie, MovieTrack } from '../../../movie/readMovie.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { TakenRun } from './takenTrack.ts';

/** A chunk of sound, and with which sample of the track it starts. */
export interface SoundChunk extends TakenRun {
  start: number;
}

/**
 * The chunks of a track of sound whose samples have no sizes of their own: each is taken as far as the next chunk of any
 * track, but with no more bytes to a sample than the chunk that is packed closest, since all are alike.
 * @throws {UnfitIndex} where there is none.
 */
export function soundChunks({ tracks, sizeBytes }: Movie, { tables }: MovieTrack): SoundChunk[] {
  const chunks = [...chunksOf(tables)];
  const starts = [...new Set(tracks.flatMap(track => chunkPlaces(track.tables)))].sort((a, b) => a - b);
  const ends = new Map(starts.map((start, index) => [start, starts[index + 1] ?? sizeBytes]));
  const room = chunks.map(({ at }) => Math.max(0, (ends.get(at) ?? sizeBytes) - at));
  const closest = chunks.reduce(
    (least, { samples }, index) => Math.min(least, (room[index] ?? 0) / samples),
    Number.POSITIVE_INFINITY,
  );
  if (!Number.isFinite(closest) || closest === 0)
    throw new UnfitIndex('Its sound is in no chunks that can be told apart.');
  let start = 0;
  return chunks.map(({ at, samples, entry }, index) => {
    start += samples;
    const length = Math.min(room[index] ?? 0, Math.ceil(closest * samples));
    return { start: start - samples, offset: at, length, samples, entry };
  });
}
