import type { BoundedReader } from '../../containers/bytes/boundedReader.ts';
import { findMediaData } from '../../containers/mp4/mediaData.ts';
import type { MediaInfoTrack } from '../trackField.ts';
import { AnalysisThread } from './analysisThread.ts';
import { dataBudget } from './dataBudget.ts';

let thread: AnalysisThread | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * MediaInfo's tracks of one file. MediaInfo is a WASM sandbox: it can open no file and no socket, and sees only
 * the bytes the reader hands it. One thread serves the process, one file at a time.
 * @throws {AnalysisError} where MediaInfo fails on the bytes or takes too much time; a failed read is thrown as it came.
 */
export function analyzeMedia(reader: BoundedReader, sizeBytes: number): Promise<MediaInfoTrack[]> {
  const result = last.then(() => analyze(reader, sizeBytes));
  last = result.catch(() => undefined);
  return result;
}

async function analyze(reader: BoundedReader, sizeBytes: number): Promise<MediaInfoTrack[]> {
  const data = await findMediaData(reader, sizeBytes);
  const budget = await dataBudget(reader, sizeBytes, data);
  let dataBytes = 0;
  thread ??= new AnalysisThread();
  const current = thread;
  try {
    return await current.analyze(sizeBytes, async (offset, length) => {
      if (offset >= data.start && offset < data.end) dataBytes += length;
      // An empty answer makes MediaInfo tell what it knows.
      return dataBytes > budget ? new Uint8Array() : await reader.read(offset, length);
    });
  } catch (error) {
    // After a trap the module's memory cannot be trusted, and one that waits for bytes waits for ever.
    thread = undefined;
    await current.end();
    throw error;
  }
}
