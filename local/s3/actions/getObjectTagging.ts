import { sendXml } from '../response/sendXml.ts';
import type { S3Call } from '../s3Call.ts';

/** No tags, ever, since none can be put; the AWS CLI asks before it copies a large object. */
export function getObjectTagging({ store, response, bucket, key }: S3Call): void {
  store.head(bucket, key);
  sendXml(response, 'Tagging', { TagSet: '' });
}
