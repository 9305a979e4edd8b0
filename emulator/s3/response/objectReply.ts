import type { OutgoingHttpHeaders } from 'node:http';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';
import type { ByteRange } from '../store/bodies.ts';
import type { StoredObject } from '../store/storedObject.ts';
import { TAGGING, tagsOfHeader } from '../store/tags.ts';
import { checksumHeaders } from './checksumFields.ts';

/** Query parameters that replace a header of the answer. AWS takes them in signed requests only. */
const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** What a header may hold: ISO-8859-1 without control characters. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * What browsers show without running anything of it. All else is shown in a sandbox, unlike on AWS, where objects and
 * services are different sites: a page that somebody uploads must not become one of this port's own, whose scripts the
 * guard would let through. A film in a sandbox would be a stranger to its own bytes, and not play.
 */
const INERT = /^(?:video|audio|image(?!\/svg))\/[a-z0-9.+-]+$/i;

/** The headers of an answer to GetObject or HeadObject. */
export function objectReply(
  { query, headers }: S3Call,
  object: StoredObject,
  range: ByteRange | null,
): OutgoingHttpHeaders {
  const { [TAGGING]: tags, ...kept } = object.headers;
  const wantsChecksum = String(headers['x-amz-checksum-mode']).toUpperCase() === 'ENABLED';
  const described: OutgoingHttpHeaders = {
    'content-type': 'binary/octet-stream',
    ...kept,
    ...overrides(query),
  };
  return {
    ...described,
    'accept-ranges': 'bytes',
    ...validators(object),
    ...(tags === undefined ? {} : { 'x-amz-tagging-count': tagsOfHeader(tags).length }),
    ...(INERT.test(String(described['content-type'])) ? {} : { 'content-security-policy': 'sandbox' }),
    'content-length': range ? range.end - range.start + 1 : object.sizeBytes,
    // The checksum is that of the whole, so a part of it comes without.
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${object.sizeBytes}` } : {}),
    ...(wantsChecksum && !range ? checksumHeaders(object.checksum) : {}),
  };
}

/** ETag and Last-Modified, by which a client tells whether it has the object already (RFC 9110, 8.8). */
export function validators({ eTag, modifiedAt }: StoredObject): OutgoingHttpHeaders {
  return { etag: `"${eTag}"`, 'last-modified': modifiedAt.toUTCString() };
}

function overrides(query: URLSearchParams): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`);
    if (value === null) continue;
    if (!HEADER_VALUE.test(value)) {
      throw new S3Error('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', {
        ArgumentName: `response-${name}`,
        ArgumentValue: value,
      });
    }
    headers[name] = value;
  }
  return headers;
}
