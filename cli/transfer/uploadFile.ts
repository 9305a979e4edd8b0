import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import { crc32Of } from './checksums.ts';
import { partsOf, readPart } from './fileParts.ts';
import { uploadInParts } from './multipart.ts';
import { isSameObject } from './sameObject.ts';
import type { OpenFile, UploadedObject, UploadRequest } from './upload.ts';

/**
 * Brings a file into a bucket, in parts where it is large: a few are in memory at a time, and an upload that was broken off goes
 * on with the parts that are missing, also after a restart. Every part is checked by its CRC-32, and S3 keeps the file's.
 * @throws {CommandError} 1 when the file changed meanwhile, since what was stored is then neither old nor new.
 */
export async function uploadFile(client: S3Client, request: UploadRequest): Promise<UploadedObject> {
  await using file = await open(request.path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  const before = await file.stat();
  const { size } = before;
  const version = request.skipSame ? await isSameObject(client, request, { file, size }) : null;
  if (version !== null) return { version, sizeBytes: size, resumedBytes: 0, skipped: true };
  const unchanged = async () => {
    const after = await file.stat();
    if (after.size !== size || after.mtimeMs !== before.mtimeMs) throw changed(request.path);
  };
  const sent = await send(client, request, { file, size, unchanged });
  return { ...sent, sizeBytes: size, skipped: false };
}

async function send(
  client: S3Client,
  request: UploadRequest,
  open: OpenFile,
): Promise<Pick<UploadedObject, 'version' | 'resumedBytes'>> {
  const [only, ...more] = partsOf(open.size);
  if (!only || more.length > 0) return uploadInParts(client, request, open);
  const Body = await readPart(open.file, only);
  await open.unchanged();
  const { bucket, key, metadata, signal, onProgress } = request;
  const { VersionId, ETag } = await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body,
      Metadata: metadata,
      ChecksumCRC32: crc32Of(Body),
    }),
    { abortSignal: signal },
  );
  onProgress?.(open.size, open.size);
  return { version: VersionId ?? (ETag ?? '').replaceAll('"', ''), resumedBytes: 0 };
}

function changed(path: string): CommandError {
  return new CommandError(
    1,
    `"${printable(path)}" changed while it was read; submit it again when it is complete.`,
  );
}
