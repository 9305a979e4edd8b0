import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

/** Empty stands for us-east-1. */
export function getBucketLocation({ store, response, bucket }: S3Call): void {
  store.buckets.require(bucket);
  sendXml(response, 'LocationConstraint', '');
}
