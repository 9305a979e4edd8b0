import { refuse } from '../../../failures/refuse.ts';
import type { BoundedReader } from '../../containers/bytes/boundedReader.ts';
import { findMediaData } from '../../containers/mp4/mediaData.ts';
import type { MediaInfoTrack } from '../trackField.ts';
import { AnalysisError, type Analyze } from './analyze.ts';
import { dataBudget } from './dataBudget.ts';

/**
 * MediaInfo's tracks of a file, of whose pictures and sound it is shown so much, or else as much as it needs.
 * @throws {WorkError} input/unreadable where MediaInfo fails on it or takes too much time.
 */
export async function readMediaInfo(
  analyze: Analyze,
  reader: BoundedReader,
  sizeBytes: number,
  dataBytes?: number,
): Promise<MediaInfoTrack[]> {
  const data = await findMediaData(reader, sizeBytes);
  let room = dataBytes ?? (await dataBudget(reader, sizeBytes, data));
  try {
    return await analyze(sizeBytes, async (offset, length) => {
      if (offset < data.start || offset >= data.end) return await reader.read(offset, length);
      const shown = Math.max(0, Math.min(length, room));
      room -= length;
      // An empty answer makes MediaInfo tell what it knows.
      return await reader.read(offset, shown);
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
