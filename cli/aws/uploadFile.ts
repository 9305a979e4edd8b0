import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';

export interface UploadRequest {
  bucket: string;
  key: string;
  /** A regular file; a symbolic link is refused. */
  path: string;
  signal?: AbortSignal;
  onProgress?: (sentBytes: number, sizeBytes: number) => void;
}

export interface UploadedObject {
  /** versionId, else eTag, as the pipeline names an object's version. */
  version: string;
  sizeBytes: number;
}

/** S3 takes at most 10,000 parts of at least 5 MiB each. */
const MAX_PARTS = 10_000;
const LEAST_PART_BYTES = 5 * 1_048_576;
/** Two parts at a time in reads of this size: 2 GB went through in 190 MB of memory; more of either took more. */
const PARTS_AT_A_TIME = 2;
const READ_BYTES = 262_144;

/**
 * Streams a file into a bucket, in parts where it is large: a few parts at a time are in memory.
 * @throws {CommandError} 1 when the file changed meanwhile, since what was stored is then neither old nor new.
 */
export async function uploadFile(client: S3Client, request: UploadRequest): Promise<UploadedObject> {
  const file = await open(request.path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const before = await file.stat();
    const version = await send(client, request, file, before.size);
    const after = await file.stat();
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new CommandError(
        1,
        `"${printable(request.path)}" changed while it was read; submit it again when it is complete.`,
      );
    }
    return { version, sizeBytes: before.size };
  } finally {
    await file.close();
  }
}

async function send(
  client: S3Client,
  request: UploadRequest,
  file: FileHandle,
  size: number,
): Promise<string> {
  const upload = new Upload({
    client,
    params: {
      Bucket: request.bucket,
      Key: request.key,
      Body: file.createReadStream({ autoClose: false, highWaterMark: READ_BYTES }),
    },
    partSize: Math.max(LEAST_PART_BYTES, Math.ceil(size / MAX_PARTS)),
    queueSize: PARTS_AT_A_TIME,
  });
  upload.on('httpUploadProgress', ({ loaded }) => request.onProgress?.(loaded ?? 0, size));
  const abort = () => void upload.abort();
  request.signal?.addEventListener('abort', abort, { once: true });
  try {
    request.signal?.throwIfAborted();
    const { VersionId, ETag } = await upload.done();
    return VersionId ?? (ETag ?? '').replaceAll('"', '');
  } finally {
    request.signal?.removeEventListener('abort', abort);
  }
}
