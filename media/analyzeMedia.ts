import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import mediaInfoFactory, { type MediaInfo } from 'mediainfo.js';
import type { BoundedReader } from './boundedReader.ts';
import type { MediaInfoTrack } from './trackField.ts';

const WASM = 'MediaInfoModule.wasm';

let instance: Promise<MediaInfo<'object'>> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * MediaInfo's tracks of one file. MediaInfo is a WASM sandbox: it can open no file and no socket, and sees only
 * the bytes the reader hands it. One instance serves the process, one file at a time.
 * @throws {AnalysisError} where MediaInfo fails on the bytes; a failed read is thrown as it came.
 */
export function analyzeMedia(reader: BoundedReader, sizeBytes: number): Promise<MediaInfoTrack[]> {
  const result = last.then(() => analyze(reader, sizeBytes));
  last = result.catch(() => undefined);
  return result;
}

async function analyze(reader: BoundedReader, sizeBytes: number): Promise<MediaInfoTrack[]> {
  instance ??= mediaInfoFactory({ format: 'object', full: true, locateFile: findWasm });
  const mediaInfo = await instance;
  let readFailure: { error: unknown } | undefined;
  const readChunk = (length: number, offset: number) =>
    reader.read(offset, length).catch(error => {
      readFailure = { error };
      throw error;
    });
  try {
    const { media } = await mediaInfo.analyzeData(sizeBytes, readChunk);
    // The library's type trusts each field; these come from strangers, so they are read with care (trackField).
    return (media?.track ?? []) as unknown as MediaInfoTrack[];
  } catch (error) {
    if (readFailure) throw readFailure.error;
    // After a trap the module's memory cannot be trusted: the next file gets a new one.
    instance = undefined;
    throw new AnalysisError(error);
  }
}

/** MediaInfo itself failed on these bytes. */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError';

  constructor(cause: unknown) {
    super('MediaInfo could not analyze the file.', { cause });
  }
}

/** Beside the bundle where this code is bundled (the build copies it there), else in the package. */
function findWasm(): string {
  const beside = fileURLToPath(new URL(WASM, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`mediainfo.js/${WASM}`);
}
