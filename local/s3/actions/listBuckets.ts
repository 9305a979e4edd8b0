import { sendXml } from '../response/sendXml.ts';
import type { S3Call } from '../s3Call.ts';

export function listBuckets({ store, response }: S3Call): void {
  sendXml(response, 'ListAllMyBucketsResult', {
    Owner: { ID: 'local', DisplayName: 'local' },
    Buckets: {
      Bucket: store.buckets().map(({ name, createdAt }) => ({
        Name: name,
        CreationDate: createdAt.toISOString(),
      })),
    },
  });
}
