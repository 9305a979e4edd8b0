import type { MediaInfoTrack } from '../trackField.ts';
import { AnalysisThread } from './analysisThread.ts';
import type { Analyze } from './analyze.ts';

let thread: AnalysisThread | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * MediaInfo's tracks of one file. MediaInfo is a WASM sandbox: it can open no file and no socket, and sees only
 * the bytes the reader hands it. One thread serves the process, one file at a time.
 */
export const analyzeMedia: Analyze = (sizeBytes, read) => {
  const result = last.then(() => analyze(sizeBytes, read));
  last = result.catch(() => undefined);
  return result;
};

async function analyze(...file: Parameters<Analyze>): Promise<MediaInfoTrack[]> {
  thread ??= new AnalysisThread();
  const current = thread;
  try {
    return await current.analyze(...file);
  } catch (error) {
    // After a trap the module's memory cannot be trusted, and one that waits for bytes waits for ever.
    thread = undefined;
    await current.end();
    throw error;
  }
}
