import mediaInfoFactory, { type MediaInfo } from 'mediainfo.js';
import { AnalysisError, type Analyze } from '../../media/probe/analysis/analyze.ts';
import type { MediaInfoTrack } from '../../media/probe/trackField.ts';

let mediaInfo: Promise<MediaInfo<'object'>> | undefined;

/** MediaInfo in this very thread, its WebAssembly from the server that the page came from. */
export const analyzeHere: Analyze = async (sizeBytes, read) => {
  mediaInfo ??= mediaInfoFactory({ format: 'object', full: true, locateFile });
  const current = await mediaInfo;
  let unread: { error: unknown } | null = null;
  const readChunk = async (length: number, offset: number) => {
    try {
      return await read(offset, length);
    } catch (error) {
      unread ??= { error };
      return new Uint8Array();
    }
  };
  try {
    const { media } = await current.analyzeData(sizeBytes, readChunk);
    if (unread) throw unread;
    return (media?.track ?? []) as unknown as MediaInfoTrack[];
  } catch (error) {
    // After a trap the module's memory cannot be trusted.
    mediaInfo = undefined;
    throw unread ? (unread as { error: unknown }).error : new AnalysisError('failed', error);
  }
};

function locateFile(name: string): string {
  return new URL(name, import.meta.url).href;
}
