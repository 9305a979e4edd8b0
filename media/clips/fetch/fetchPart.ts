import { countedRange } from '../../containers/bytes/countedRange.ts';
import { UnfitIndex } from '../../movie/unfitIndex.ts';
import type { ClipSource } from '../clipPart.ts';
import type { Fetched } from '../fetched.ts';
import { fetchWhole } from './fetchWhole.ts';
import { fetchMovie } from './movie/fetchMovie.ts';
import type { SecondsRange } from './secondsRange.ts';
import { fetchStream } from './stream/fetchStream.ts';

/**
 * Brings what a part needs of its source to a path: of an MP4 or MOV the index is read, and of pictures and sound what
 * decodes to the range and a little beside it; of an MPEG transport stream the stretch around it is looked for. What cannot be cut with certainty is brought whole.
 * @throws what the source's `readRange` throws.
 */
export async function fetchPart(source: ClipSource, range: SecondsRange, path: string): Promise<Fetched> {
  const { readRange, bytesRead } = countedRange(source.readRange);
  const fetched = await fetchSome({ ...source, readRange }, range, path);
  return { ...fetched, readBytes: bytesRead() };
}

async function fetchSome(source: ClipSource, range: SecondsRange, path: string) {
  try {
    return source.probe.container === 'ts'
      ? await fetchStream(source, range, path)
      : await fetchMovie(source, range, path);
  } catch (error) {
    if (!(error instanceof UnfitIndex)) throw error;
    return await fetchWhole(source, path);
  }
}
