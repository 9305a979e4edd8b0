import { checkVersion } from '../request/wantedRange.ts';
import { checksumElements } from '../response/checksumFields.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

/** Gives what `x-amz-object-attributes` names, except ObjectParts: parts are not remembered once together. */
export function getObjectAttributes({ store, response, bucket, key, query, headers }: S3Call): void {
  checkVersion(query.get('versionId'));
  const object = store.head(bucket, key);
  const wanted = String(headers['x-amz-object-attributes']).split(/[\s,]+/);
  const attributes = {
    ETag: object.eTag,
    Checksum: object.checksum && checksumElements(object.checksum),
    StorageClass: 'STANDARD',
    ObjectSize: object.sizeBytes,
  };
  response.setHeader('last-modified', object.modifiedAt.toUTCString());
  const given = Object.entries(attributes).filter(([name]) => wanted.includes(name));
  sendXml(response, 'GetObjectAttributesResponse', Object.fromEntries(given));
}
