import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Source } from '../../../contract/job.ts';
import { WorkError } from '../../../failures/workError.ts';
import { Superseded } from '../../../pipeline/claim/superseded.ts';
import { HEAD_BYTES, type Head } from '../../../pipeline/uploads/decideUpload.ts';
import type { Sources } from '../../../pipeline/worker/ports.ts';
import { isArchived, isInvalidRange, isNotFound, isPreconditionFailed } from './s3Errors.ts';

/** The input bucket over S3. Every read insists on the version that was described. */
export function s3Sources(s3: S3Client): Sources {
  return {
    describe: (bucket, key) => describe(s3, bucket, key),
    peek: (bucket, key) => persistently(() => peek(s3, bucket, key)),
    readRange: (source, offset, length) => {
      const range = `bytes=${offset}-${offset + length - 1}`;
      return persistently(async () => {
        const { Body } = await get(s3, source, range);
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      });
    },
    download: (source, path, signal) => download(s3, source, path, signal),
  };
}

/** The client repeats a request that fails, but not one whose body breaks off. */
const MOST_TRIES = 4;

async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error) || tries === MOST_TRIES) throw error;
    }
  }
}

/** Goes on where a body broke off, of the same version, so that a bad line does not cost the whole of it again. */
async function download(s3: S3Client, source: Source, path: string, signal: AbortSignal): Promise<void> {
  let written = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      await downloadFrom(s3, source, { path, written, signal });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (isFinal(error) || tries === MOST_TRIES) throw error;
    }
    written = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (written === source.sizeBytes) return;
    if (written > source.sizeBytes || tries === MOST_TRIES) throw shortRead(source, written);
  }
}

async function downloadFrom(
  s3: S3Client,
  source: Source,
  { path, written, signal }: { path: string; written: number; signal: AbortSignal },
): Promise<void> {
  const { Body } = await get(s3, source, written > 0 ? `bytes=${written}-` : undefined, signal);
  const file = createWriteStream(path, { flags: written > 0 ? 'a' : 'w' });
  try {
    await pipeline(Body as Readable, file, { signal });
  } finally {
    if (!file.closed) await once(file, 'close'); // what it was given is on disk then
  }
}

/** Told by S3 itself: the next try would be told the same. A full disk does not get emptier by it either. */
function isFinal(error: unknown): boolean {
  if (error instanceof Superseded || error instanceof WorkError) return true;
  return (error as NodeJS.ErrnoException).code === 'ENOSPC';
}

async function describe(s3: S3Client, bucket: string, key: string): Promise<Source | null> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const version = head.VersionId ?? unquoted(head.ETag ?? '');
    return { bucket, key, version, sizeBytes: head.ContentLength ?? 0 };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** S3 has no range of an empty object. */
async function peek(s3: S3Client, Bucket: string, Key: string): Promise<Head> {
  try {
    const range = `bytes=0-${HEAD_BYTES - 1}`;
    const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key, Range: range }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return { bytes, sizeBytes: Number(ContentRange?.split('/')[1] ?? bytes.length) };
  } catch (error) {
    if (isNotFound(error)) return { leftAlone: 'was gone before its content could tell what it is' };
    if (isInvalidRange(error)) return { bytes: new Uint8Array(), sizeBytes: 0 };
    if (isArchived(error))
      return { leftAlone: 'lies in an archive storage class, and is not a video by its name' };
    throw error;
  }
}

async function get(
  s3: S3Client,
  source: Source,
  range?: string,
  abortSignal?: AbortSignal,
): Promise<GetObjectCommandOutput> {
  const { bucket, key, version } = source;
  const pinned = isVersionId(version) ? { VersionId: version } : { IfMatch: `"${version}"` };
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ...pinned,
    ...(range ? { Range: range } : {}),
  });
  try {
    return await s3.send(command, abortSignal ? { abortSignal } : {});
  } catch (error) {
    if (isPreconditionFailed(error) || isNotFound(error)) throw changed(source);
    if (isArchived(error)) throw archived(source, error);
    throw error;
  }
}

/** An eTag is 32 hex digits, with `-parts` after a multipart upload; a version id never has that form. */
function isVersionId(version: string): boolean {
  return !/^[0-9a-f]{32}(-\d+)?$/.test(version);
}

function unquoted(eTag: string): string {
  return eTag.replaceAll('"', '');
}

function changed({ key }: Source): Superseded {
  return new Superseded('source', `"${key}" was overwritten or deleted while it was read.`);
}

function archived({ key }: Source, cause: unknown): WorkError {
  return new WorkError('archived', {
    message: `"${key}" lies in an archive storage class; restore it, then publish it again.`,
    cause,
  });
}

function shortRead(source: Source, bytes: number): WorkError {
  return new WorkError('short-read', {
    message: `S3 sent ${bytes} of ${source.sizeBytes} bytes of "${source.key}".`,
  });
}
