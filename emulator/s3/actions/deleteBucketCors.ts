import type { S3Call } from '../s3Call.ts';

/** Also when there were no rules the answer is 204. */
export function deleteBucketCors({ store, response, bucket }: S3Call): void {
  store.buckets.require(bucket);
  store.cors.set(bucket, []);
  response.writeHead(204).end();
}
