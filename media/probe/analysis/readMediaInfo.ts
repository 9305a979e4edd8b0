import { refuse } from '../../../failures/refuse.ts';
import type { BoundedReader } from '../../containers/bytes/boundedReader.ts';
import type { MediaInfoTrack } from '../trackField.ts';
import { AnalysisError } from './analysisThread.ts';
import { analyzeMedia } from './analyzeMedia.ts';

/**
 * MediaInfo's tracks of a file.
 * @throws {WorkError} input/unreadable where MediaInfo fails on it or takes too much time.
 */
export async function readMediaInfo(reader: BoundedReader, sizeBytes: number): Promise<MediaInfoTrack[]> {
  try {
    return await analyzeMedia(reader, sizeBytes);
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    const message =
      error.reason === 'stopped'
        ? 'Reading what the file says of itself takes longer than for any video; it is damaged.'
        : 'The file is damaged beyond reading, or is not a video.';
    return refuse('unreadable', message, { cause: error });
  }
}
