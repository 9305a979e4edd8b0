import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

/** Empty stands for never versioned. */
export function getBucketVersioning({ store, response, bucket }: S3Call): void {
  store.buckets.require(bucket);
  sendXml(response, 'VersioningConfiguration', '');
}
