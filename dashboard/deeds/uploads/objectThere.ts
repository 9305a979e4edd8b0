import type { S3Client } from '@aws-sdk/client-s3';
import { headOf, isWishedAlike } from '../../../cli/transfer/sameObject.ts';
import type { There } from '../../wire/uploads/uploads.ts';

/** What is there already under a key, null where nothing is. */
export async function objectThere(
  s3: S3Client,
  bucket: string,
  key: string,
  metadata: Record<string, string> = {},
): Promise<There | null> {
  const head = await headOf(s3, bucket, key);
  if (!head) return null;
  const { ETag = '', ContentLength = 0, LastModified, ChecksumCRC32, ChecksumType } = head;
  return {
    eTag: ETag.replaceAll('"', ''),
    sizeBytes: ContentLength,
    modifiedAt: (LastModified ?? new Date(0)).toISOString(),
    ...(ChecksumCRC32 && ChecksumType !== 'COMPOSITE' && { crc32: ChecksumCRC32 }),
    wishedAlike: isWishedAlike(head, metadata),
  };
}
