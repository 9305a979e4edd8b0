import { checkVersion } from '../request/wantedRange.ts';
import { OWNER } from '../response/listedElements.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

const GRANTEE = 'Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"';

/** GetBucketAcl and GetObjectAcl: all is the owner's, as in a bucket on AWS that enforces that. */
export function getAcl({ store, response, bucket, key, query }: S3Call): void {
  checkVersion(query.get('versionId'));
  if (key === '') store.buckets.require(bucket);
  else store.head(bucket, key);
  sendXml(response, 'AccessControlPolicy', {
    Owner: OWNER,
    AccessControlList: { Grant: { [GRANTEE]: OWNER, Permission: 'FULL_CONTROL' } },
  });
}
