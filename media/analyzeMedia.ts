import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import mediaInfoFactory, { type MediaInfo } from 'mediainfo.js';
import type { BoundedReader } from './boundedReader.ts';
import { findMediaData } from './mediaData.ts';
import type { MediaInfoTrack } from './trackField.ts';

/**
 * Left to itself MediaInfo parses some 16 MB of a film's data and learns nothing more from it than from this much
 * (measured: MP4, MOV, MKV, AVI, FLV; MPEG streams see mpegTiming).
 */
export const DATA_BYTES = 4 * 1024 * 1024;

const WASM = 'MediaInfoModule.wasm';

// A probe runs a few of the module's functions once: compiling those, simply, and no others takes 50 MB less memory
// (135 instead of 186 MB at the peak of a function with MediaInfo in it) and is no slower.
setFlagsFromString('--wasm-lazy-compilation');
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');

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
  const data = await findMediaData(reader, sizeBytes);
  let dataBytes = 0;
  let readFailure: { error: unknown } | undefined;
  const readChunk = async (length: number, offset: number) => {
    if (offset >= data.start && offset < data.end) dataBytes += length;
    // An empty answer makes MediaInfo tell what it knows.
    if (dataBytes > DATA_BYTES) return new Uint8Array();
    return await reader.read(offset, length).catch(error => {
      readFailure = { error };
      throw error;
    });
  };
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
