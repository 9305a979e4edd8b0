import { numberParameter } from '../request/queryParameters.ts';
import { encoderOf, listedElements, OWNER } from '../response/listedElements.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

/** Each object has one version, `null`, as in a bucket on AWS that was never versioned. */
export function listObjectVersions({ store, response, bucket, query }: S3Call): void {
  const encode = encoderOf(query);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const marker = query.get('key-marker') ?? '';
  const limit = numberParameter(query, 'max-keys', 1000, 1000);
  const { entries, next } = store.list(bucket, { prefix, delimiter, after: marker, limit });
  const { Contents, CommonPrefixes } = listedElements(entries, encode);
  sendXml(response, 'ListVersionsResult', {
    Name: bucket,
    Prefix: encode(prefix),
    KeyMarker: encode(marker),
    VersionIdMarker: query.get('version-id-marker') ?? '',
    NextKeyMarker: next === null ? null : encode(next),
    NextVersionIdMarker: next === null ? null : 'null',
    MaxKeys: limit,
    Delimiter: delimiter ? encode(delimiter) : null,
    EncodingType: query.get('encoding-type'),
    IsTruncated: next !== null,
    Version: Contents.map(object => ({ ...object, VersionId: 'null', IsLatest: true, Owner: OWNER })),
    CommonPrefixes,
  });
}
