import mediaInfoFactory, { type MediaInfo } from 'mediainfo.js';
import { AnalysisError, type Analyze } from '../../media/probe/analysis/analyze.ts';
import { tracksTold } from '../../media/probe/analysis/tracksTold.ts';

let mediaInfo: Promise<MediaInfo<'JSON'>> | undefined;

/** MediaInfo in this very thread, its WebAssembly from the server that the page came from. */
export const analyzeHere: Analyze = async (sizeBytes, read) => {
  mediaInfo ??= mediaInfoFactory({ format: 'JSON', full: true, locateFile });
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
    const told = await current.analyzeData(sizeBytes, readChunk);
    if (unread) throw unread;
    return tracksTold(told);
  } catch (error) {
    // After a trap the module's memory cannot be trusted.
    mediaInfo = undefined;
    throw unread ? (unread as { error: unknown }).error : new AnalysisError('failed', error);
  }
};

function locateFile(name: string): string {
  return new URL(name, import.meta.url).href;
}
