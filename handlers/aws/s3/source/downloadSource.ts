import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Source } from '../../../../contract/job.ts';
import { WorkError } from '../../../../failures/workError.ts';
import { getSource } from './getSource.ts';
import { isFinal, MAX_TRIES } from './persistently.ts';

/**
 * What came is written together once it is so much, bytes: a body comes in pieces of 64 KB, and to write each by itself
 * takes as long as all the rest of a download. More at once leaves more behind for the next collection: with a megabyte
 * a 2 GB source took a function over 200 MB.
 */
const WRITE_BYTES = 256 * 1024;

/**
 * Streams a source into a file. Goes on where a body broke off, of the same version, so that a bad line does not cost
 * the whole of it again.
 * @throws what aborted the signal.
 * @throws {WorkError} transient/short-read when S3 sends another number of bytes than it said.
 */
export async function downloadSource(
  s3: S3Client,
  source: Source,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  let written = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      await downloadFrom(s3, source, { path, written, signal });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (isFinal(error) || tries === MAX_TRIES) throw error;
    }
    written = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (written === source.sizeBytes) return;
    if (written > source.sizeBytes || tries === MAX_TRIES) throw shortRead(source, written);
  }
}

async function downloadFrom(
  s3: S3Client,
  source: Source,
  { path, written, signal }: { path: string; written: number; signal: AbortSignal },
): Promise<void> {
  const { Body } = await getSource(s3, source, written > 0 ? `bytes=${written}-` : undefined, signal);
  const file = createWriteStream(path, { flags: written > 0 ? 'a' : 'w', highWaterMark: WRITE_BYTES });
  try {
    await pipeline(Body as Readable, file, { signal });
  } finally {
    if (!file.closed) await once(file, 'close'); // what it was given is on disk then
  }
}

/** S3 sent another number of bytes than it said. */
export function shortRead(source: Source, bytes: number): WorkError {
  return new WorkError('short-read', {
    message: `S3 sent ${bytes} of ${source.sizeBytes} bytes of "${source.key}".`,
  });
}
