import { numberParameter } from '../request/queryParameters.ts';
import { encoderOf, listedElements } from '../response/listedElements.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

/** Version 1 of listing, which older clients still use. */
export function listObjects({ store, response, bucket, query }: S3Call): void {
  const encode = encoderOf(query);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const marker = query.get('marker') ?? '';
  const limit = numberParameter(query, 'max-keys', 1000, 1000);
  const { entries, next } = store.list(bucket, { prefix, delimiter, after: marker, limit });
  sendXml(response, 'ListBucketResult', {
    Name: bucket,
    Prefix: encode(prefix),
    Marker: encode(marker),
    Delimiter: delimiter ? encode(delimiter) : null,
    EncodingType: query.get('encoding-type'),
    MaxKeys: limit,
    // AWS gives it only with a delimiter: without one the last key is the marker.
    NextMarker: next !== null && delimiter ? encode(next) : null,
    IsTruncated: next !== null,
    ...listedElements(entries, encode),
  });
}
