import { aclNotSupported } from '../request/checkAcl.ts';
import type { S3Call } from '../s3Call.ts';

/** PutBucketAcl and PutObjectAcl: only the canned ACL that holds anyway; every request's canned ACL is checked. */
export function putAcl({ store, response, bucket, key, headers }: S3Call): void {
  if (key === '') store.buckets.require(bucket);
  else store.head(bucket, key);
  if (headers['x-amz-acl'] === undefined) throw aclNotSupported();
  response.writeHead(200).end();
}
