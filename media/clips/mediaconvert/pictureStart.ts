import { UnfitIndex } from '../../movie/unfitIndex.ts';
import type { ClipSource } from '../clipPart.ts';
import { openMovie } from '../fetch/movie/openMovie.ts';
import { startOf } from '../ownZero.ts';

/**
 * When a source's first picture is seen by its own clock, or `fromStart` after what is first seen or heard, seconds, by its
 * index; null where that does not tell.
 * @throws what its `readRange` throws.
 */
export async function pictureStart(source: ClipSource, fromStart = false): Promise<number | null> {
  const { container } = source.probe;
  if (container !== 'mp4' && container !== 'mov') return null;
  try {
    const { opened, zero } = await openMovie(source, { fromSeconds: 0, toSeconds: 0 });
    return opened.starts.picture - (fromStart ? startOf(opened.starts) : zero);
  } catch (error) {
    if (error instanceof UnfitIndex) return null;
    throw error;
  }
}
