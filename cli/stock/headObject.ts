import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Source } from '../../contract/job.ts';
import { type OutputMaker, readOutputMetadata } from '../../contract/outputMetadata.ts';
import { wishesOf } from '../../contract/wishes/wishesOf.ts';
import { METADATA_ONLY } from '../../contract/wishes/wishSettings.ts';
import { isNoObject } from '../aws/inputObject.ts';

/** An object of the input bucket as functions know it; null when it is gone. */
export async function headSource(client: S3Client, bucket: string, key: string): Promise<Source | null> {
  const head = await headOrNull(client, bucket, key);
  if (!head) return null;
  const version = head.VersionId ?? (head.ETag ?? '').replaceAll('"', '');
  const wished = await wishesOf({ key, metadata: head.Metadata, sidecar: null }, METADATA_ONLY);
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

async function headOrNull(client: S3Client, Bucket: string, Key: string) {
  try {
    return await client.send(new HeadObjectCommand({ Bucket, Key }));
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
