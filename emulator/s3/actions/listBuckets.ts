import { sendXml } from '../response/sendXml.ts';
import type { S3Call } from '../s3Call.ts';

/** There are no accounts here: whatever has an owner has this one. */
export const OWNER = { ID: 'local', DisplayName: 'local' };

export function listBuckets({ store, response }: S3Call): void {
  sendXml(response, 'ListAllMyBucketsResult', {
    Owner: OWNER,
    Buckets: {
      Bucket: store.buckets().map(({ name, createdAt }) => ({
        Name: name,
        CreationDate: createdAt.toISOString(),
      })),
    },
  });
}
