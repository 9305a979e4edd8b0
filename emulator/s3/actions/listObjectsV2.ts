import { numberParameter } from '../request/queryParameters.ts';
import { encoderOf, listedElements } from '../response/listedElements.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';

export function listObjectsV2({ store, response, bucket, query }: S3Call): void {
  const encode = encoderOf(query);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const limit = numberParameter(query, 'max-keys', 1000, 1000);
  const after = token ? fromToken(token) : (startAfter ?? '');
  const { entries, next } = store.list(bucket, { prefix, delimiter, after, limit });
  sendXml(response, 'ListBucketResult', {
    Name: bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter && encode(delimiter),
    StartAfter: startAfter && encode(startAfter),
    EncodingType: query.get('encoding-type'),
    MaxKeys: limit,
    KeyCount: entries.length,
    ContinuationToken: token,
    NextContinuationToken: next === null ? null : toToken(next),
    IsTruncated: next !== null,
    ...listedElements(entries, encode),
  });
}

/** The token is opaque to clients; it says after which name to go on. */
function toToken(name: string): string {
  return Buffer.from(`1${name}`).toString('base64url');
}

function fromToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith('1')) return text.slice(1);
  throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect', {
    ArgumentName: 'continuation-token',
  });
}
