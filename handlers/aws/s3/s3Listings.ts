import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Listings } from '../../../pipeline/reconcile/reconcilePorts.ts';

/** Listings of whole buckets, a thousand objects a page. */
export function s3Listings(s3: S3Client): Listings {
  return {
    async *list(bucket, prefix) {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: s3 },
        { Bucket: bucket, Prefix: prefix },
      )) {
        yield Contents.map(({ Key = '', LastModified, ETag = '', Size = 0 }) => ({
          key: Key,
          modified: LastModified?.getTime() ?? 0,
          eTag: ETag,
          sizeBytes: Size,
        }));
      }
    },
  };
}
