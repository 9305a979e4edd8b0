import type { FileHandle } from 'node:fs/promises';
import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { isNoObject } from '../aws/inputObject.ts';
import { fileCrc32, fileETag } from './checksums.ts';

/** Parts that other clients and earlier versions cut a file into, bytes: the AWS CLI's 8 MiB, the SDK's 5 MiB, rclone's and s4cmd's. */
const USUAL_PART_BYTES = [8, 5, 16, 15, 50, 64].map(mib => mib * 1_048_576);

/**
 * The version of the object that is there already with a file's content, by its checksum or where S3 tells none its eTag; null
 * for any other, and where neither can tell.
 */
export async function isSameObject(
  client: S3Client,
  {
    bucket,
    key,
    metadata = {},
  }: { bucket: string; key: string; metadata?: Record<string, string> | undefined },
  { file, size }: { file: FileHandle; size: number },
): Promise<string | null> {
  const head = await headOf(client, bucket, key);
  if (
    !head ||
    head.ContentLength !== size ||
    !isWishedAlike(head, metadata) ||
    !(await hasContentOf(head, file, size))
  )
    return null;
  return head.VersionId ?? eTagOf(head);
}

/** Whoever wishes something of an upload wants that it is written at it. */
export function isWishedAlike(
  { Metadata = {} }: HeadObjectCommandOutput,
  metadata: Record<string, string>,
): boolean {
  const wished = Object.entries(metadata).filter(([name]) => name.startsWith('fanreel-'));
  return wished.every(([name, value]) => Metadata[name] === value);
}

/** Whether a file of an object's length is that object, by its checksum or where S3 tells none its eTag. */
export async function hasContentOf(
  head: HeadObjectCommandOutput,
  file: FileHandle,
  size: number,
): Promise<boolean> {
  const { ChecksumCRC32, ChecksumType } = head;
  if (ChecksumCRC32 && ChecksumType !== 'COMPOSITE') return ChecksumCRC32 === (await fileCrc32(file, size));
  return hasETag(file, size, eTagOf(head));
}

function eTagOf({ ETag = '' }: HeadObjectCommandOutput): string {
  return ETag.replaceAll('"', '');
}

/** With its checksum; null where there is no such object. */
export async function headOf(
  client: S3Client,
  Bucket: string,
  Key: string,
): Promise<HeadObjectCommandOutput | null> {
  try {
    return await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}

/** One that was encrypted by KMS has another kind of eTag, which no file has. */
async function hasETag(file: FileHandle, size: number, eTag: string): Promise<boolean> {
  const [, parts] = /^[0-9a-f]{32}(?:-(\d+))?$/.exec(eTag) ?? [];
  if (parts === undefined) return eTag === (await fileETag(file, size, null));
  for (const partBytes of USUAL_PART_BYTES) {
    if (Math.ceil(size / partBytes) !== Number(parts)) continue;
    if (eTag === (await fileETag(file, size, partBytes))) return true;
  }
  return false;
}
