import { refuse } from '../../../failures/refuse.ts';
import type { BoundedReader } from '../../containers/bytes/boundedReader.ts';
import { findMediaData } from '../../containers/mp4/mediaData.ts';
import type { MediaInfoTrack } from '../trackField.ts';
import { AnalysisError, type Analyze } from './analyze.ts';
import { dataBudget } from './dataBudget.ts';

/**
 * MediaInfo's tracks of a file, of whose pictures and sound it is shown as much as it needs.
 * @throws {WorkError} input/unreadable where MediaInfo fails on it or takes too much time.
 */
export async function readMediaInfo(
  analyze: Analyze,
  reader: BoundedReader,
  sizeBytes: number,
): Promise<MediaInfoTrack[]> {
  const data = await findMediaData(reader, sizeBytes);
  const budget = await dataBudget(reader, sizeBytes, data);
  let dataBytes = 0;
  try {
    return await analyze(sizeBytes, async (offset, length) => {
      if (offset >= data.start && offset < data.end) dataBytes += length;
      // An empty answer makes MediaInfo tell what it knows.
      return dataBytes > budget ? new Uint8Array() : await reader.read(offset, length);
    });
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    const message =
      error.reason === 'stopped'
        ? 'Reading what the file says of itself takes longer than for any video; it is damaged.'
        : 'The file is damaged beyond reading, or is not a video.';
    return refuse('unreadable', message, { cause: error });
  }
}
