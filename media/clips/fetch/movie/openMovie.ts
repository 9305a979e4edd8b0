import { isFragmented, readHead } from '../../../movie/readMovie.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { Probe } from '../../../probe/probe.ts';
import type { ClipSource } from '../../clipPart.ts';
import { ownZero } from '../../ownZero.ts';
import { openFragments } from '../fragments/openFragments.ts';
import type { SecondsRange } from '../secondsRange.ts';
import type { OpenedMovie } from './openedMovie.ts';
import { openIndexed } from './openIndexed.ts';

/** A source that can be cut by its index. */
export interface Cuttable {
  opened: OpenedMovie;
  /** Where the source's own clock has its zero, seconds by its container's. */
  zero: number;
}

/**
 * Opens an MP4 or MOV around a part.
 * @throws {UnfitIndex} where its index does not tell with certainty; what `readRange` throws.
 */
export async function openMovie(source: ClipSource, range: SecondsRange): Promise<Cuttable> {
  const { probe } = source;
  const obstacle = obstacleIn(probe);
  if (obstacle !== null) throw new UnfitIndex(obstacle);
  const movie = await readHead(source.readRange, source.sizeBytes);
  const opened = isFragmented(movie) ? await openFragments(source, movie, range) : openIndexed(probe, movie);
  return { opened, zero: ownZero(probe, opened.starts) };
}

/** Why nothing can be told by an index, one sentence; null where only the index itself may stand in the way. */
function obstacleIn({ clock, incomplete, video }: Probe): string | null {
  if (!clock.exactDurations || video.untimed) return 'It has no index that tells the time of each picture.';
  if (clock.openEdits) return 'Its edit list tells no lengths.';
  return incomplete ? 'Its end is missing.' : null;
}
