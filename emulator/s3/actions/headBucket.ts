import { REGION } from '../../account.ts';
import type { S3Call } from '../s3Call.ts';

export function headBucket({ store, response, bucket }: S3Call): void {
  store.buckets.require(bucket);
  response.writeHead(200, { 'x-amz-bucket-region': REGION }).end();
}
