import type { S3Call } from '../s3Call.ts';

export function deleteBucket({ store, response, bucket }: S3Call): void {
  store.buckets.delete(bucket);
  response.writeHead(204).end();
}
