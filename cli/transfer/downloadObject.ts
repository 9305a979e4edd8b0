import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import { hasContentOf, headOf } from './sameObject.ts';

export interface DownloadRequest {
  bucket: string;
  key: string;
  /** Where it goes; its folder is made. */
  path: string;
  signal?: AbortSignal;
}

export interface Downloaded {
  sizeBytes: number;
  /** The file was there with this content: nothing was fetched. */
  skipped: boolean;
}

/** A file that is not whole yet; the next try goes on from it. */
const PARTIAL = '.fanreel-part';

/**
 * Fetches an object into a file, which gets its name only when its checksum is right. One that was broken off goes on where it stopped.
 * @throws {CommandError} 1 for no such object, and where what came is not what S3 has.
 */
export async function downloadObject(client: S3Client, request: DownloadRequest): Promise<Downloaded> {
  const { bucket, key, path } = request;
  const head = await headOf(client, bucket, key);
  if (!head) throw new CommandError(1, `There is no object ${placeOf(request)} any more.`);
  const sizeBytes = head.ContentLength ?? 0;
  if (await isWhole(path, head)) return { sizeBytes, skipped: true };
  await mkdir(dirname(path), { recursive: true });
  await fetchRest(client, request, head);
  if (!(await isWhole(path + PARTIAL, head))) {
    // Of what is wrong nothing can be kept.
    await rm(path + PARTIAL, { force: true });
    throw new CommandError(1, `What came of ${placeOf(request)} is not what S3 has: try it again.`);
  }
  await rename(path + PARTIAL, path);
  return { sizeBytes, skipped: false };
}

async function fetchRest(
  client: S3Client,
  { bucket, key, path, signal }: DownloadRequest,
  { ETag, ContentLength = 0 }: HeadObjectCommandOutput,
): Promise<void> {
  const there = await sizeOf(path + PARTIAL);
  // One that is as long may be of another version: its checksum tells.
  const from = there < ContentLength ? there : 0;
  if (there === ContentLength && there > 0) return;
  const { Body } = await client.send(
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      IfMatch: ETag,
      ...(from > 0 && { Range: `bytes=${from}-` }),
    }),
    { abortSignal: signal },
  );
  const file = createWriteStream(path + PARTIAL, { flags: from > 0 ? 'a' : 'w' });
  await pipeline(Body as Readable, file, { signal });
}

async function isWhole(path: string, head: HeadObjectCommandOutput): Promise<boolean> {
  const { ContentLength: size = 0 } = head;
  if ((await sizeOf(path)) !== size) return false;
  await using file = await open(path);
  return await hasContentOf(head, file, size);
}

/** -1 for none. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : -1;
}

function placeOf({ bucket, key }: DownloadRequest): string {
  return `s3://${bucket}/${printable(key)}`;
}
