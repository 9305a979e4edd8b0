import { boxAt, parseBoxes, word } from '../../../movie/box.ts';
import type { Movie, MovieTrack } from '../../../movie/readMovie.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { ClipSource } from '../../clipPart.ts';
import { type Defaults, type FragmentSample, samplesIn } from './trackFragment.ts';
import { walkFragments } from './walkFragments.ts';

/**
 * The samples of some tracks in the fragments from a place of the file on, until there are enough of them: a list for each
 * track, in its order.
 * @throws {UnfitIndex} where a fragment does not tell all, or there are too many.
 */
export async function collectFragments(
  { readRange, sizeBytes }: Pick<ClipSource, 'readRange' | 'sizeBytes'>,
  movie: Movie,
  tracks: MovieTrack[],
  from: number,
  areEnough: (found: FragmentSample[][]) => boolean,
): Promise<FragmentSample[][]> {
  const defaults = tracks.map(({ id }) => defaultsOf(movie, id));
  const found: FragmentSample[][] = tracks.map(() => []);
  for await (const fragment of walkFragments(readRange, from, sizeBytes)) {
    for (const [index, { id }] of tracks.entries()) {
      const samples = samplesIn(fragment, id, defaults[index] as Defaults);
      if (samples === null) throw new UnfitIndex('Its fragments do not tell the times of their samples.');
      for (const sample of samples) found[index]?.push(sample);
    }
    if (areEnough(found)) break;
  }
  return found;
}

/** `trex` (ISO 14496-12, 8.8.3). */
function defaultsOf({ boxes }: Movie, track: number): Defaults {
  const body = boxAt(boxes, 'mvex')?.body;
  const all = Buffer.isBuffer(body) ? parseBoxes(body) : [];
  const own = all.flatMap(({ type, body }) =>
    type === 'trex' && Buffer.isBuffer(body) && word(body, 4) === track ? [body] : [],
  );
  const [trex = Buffer.alloc(0)] = own;
  return { ticks: word(trex, 12), bytes: word(trex, 16), flags: word(trex, 20) };
}
