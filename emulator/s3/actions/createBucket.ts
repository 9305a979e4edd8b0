import type { S3Call } from '../s3Call.ts';

/** A LocationConstraint is not looked at: every bucket is on this machine. */
export async function createBucket({ store, response, bucket }: S3Call): Promise<void> {
  store.buckets.create(bucket);
  response.writeHead(200, { location: `/${bucket}` }).end();
}
