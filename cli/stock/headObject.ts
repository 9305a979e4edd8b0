import { GetObjectCommand, HeadObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Source } from '../../contract/job.ts';
import { type OutputMaker, readOutputMetadata } from '../../contract/outputMetadata.ts';
import { hasRoomBeside, MAX_SIDECAR_BYTES, sidecarKey } from '../../contract/wishes/sidecar.ts';
import { wishesOf } from '../../contract/wishes/wishesOf.ts';
import { METADATA_ONLY, type WishReading } from '../../contract/wishes/wishSettings.ts';
import { isNoObject } from '../aws/inputObject.ts';

/** An object of the input bucket as functions know it; null when it is gone. */
export async function headSource(
  client: S3Client,
  bucket: string,
  key: string,
  reading: WishReading = METADATA_ONLY,
): Promise<Source | null> {
  const head = await headOrNull(client, bucket, key);
  if (!head) return null;
  const sidecar = reading.sidecars ? await besideOrNull(client, bucket, key) : null;
  const version = head.VersionId ?? (head.ETag ?? '').replaceAll('"', '');
  const wished = await wishesOf({ key, metadata: head.Metadata, sidecar }, reading);
  return { bucket, key, version, sizeBytes: head.ContentLength ?? 0, ...wished };
}

/** What is known of an object in an output bucket; null when it is gone. */
export interface StoredOutput {
  eTag: string;
  /** Absent where it is not fanreel's. */
  maker?: OutputMaker | undefined;
}

export async function headOutput(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<StoredOutput | null> {
  const head = await headOrNull(client, bucket, key);
  return head && { eTag: head.ETag ?? '', maker: readOutputMetadata(head.Metadata ?? {}) };
}

async function besideOrNull(client: S3Client, Bucket: string, key: string): Promise<Uint8Array | null> {
  if (!hasRoomBeside(key)) return null;
  try {
    const Key = sidecarKey(key);
    const Range = `bytes=0-${MAX_SIDECAR_BYTES}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
    return (await Body?.transformToByteArray()) ?? null;
  } catch (error) {
    if (isNoObject(error)) return null;
    const isEmpty = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416;
    if (isEmpty) return new Uint8Array();
    throw error;
  }
}

async function headOrNull(client: S3Client, Bucket: string, Key: string) {
  try {
    return await client.send(new HeadObjectCommand({ Bucket, Key }));
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
