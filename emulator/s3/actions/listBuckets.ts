import { OWNER } from '../response/listedElements.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

export function listBuckets({ store, response }: S3Call): void {
  sendXml(response, 'ListAllMyBucketsResult', {
    Owner: OWNER,
    Buckets: {
      Bucket: store.buckets.list().map(({ name, createdAt }) => ({
        Name: name,
        CreationDate: createdAt.toISOString(),
      })),
    },
  });
}
