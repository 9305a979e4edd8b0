import type { Movie, MovieTrack } from './readMovie.ts';
import { UnfitIndex } from './unfitIndex.ts';

/**
 * The track of a number, that handles such a thing: `vide`, `soun`.
 * @throws {UnfitIndex} where it is none, or not the only one.
 */
export function findTrack({ tracks }: Movie, id: number | null, handler: string): MovieTrack {
  const [track, ...others] = tracks.filter(one => one.id === id && one.handler === handler);
  if (!track || others.length > 0) throw new UnfitIndex('Its tracks cannot be told apart by their numbers.');
  if (track.timescale === 0) throw new UnfitIndex('One of its tracks has no clock.');
  return track;
}
