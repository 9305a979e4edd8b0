import type { IncomingHttpHeaders } from 'node:http';
import { readTagging } from '../body/readTagging.ts';
import { parseXml } from '../body/readXml.ts';
import { S3Error } from '../s3Error.ts';
import { formatTags, TAGGING } from '../store/tags.ts';

/** Fields that mean what the header of a PUT by that name means. */
const HEADER = /^(?:cache-control|content-[a-z0-9-]+|expires|x-amz-[!#$%&'*+.^_`|~0-9a-z-]+)$/;

/** What a header's value may hold, since later reads give it back (RFC 9110, 5.5). */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The headers that a PUT of the same object would have, of a form's fields.
 * @throws {S3Error} InvalidArgument, MalformedXML, InvalidTag, BadRequest
 */
export function formHeaders(fields: ReadonlyMap<string, string>): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of fields) if (HEADER.test(name)) headers[name] = headerValue(name, value);
  const acl = fields.get('acl');
  if (acl !== undefined) headers['x-amz-acl'] = acl;
  const tagging = fields.get('tagging');
  const tags = tagging === undefined ? null : formatTags(readTagging(parseXml(tagging, 'Tagging')));
  if (tags !== null) headers[TAGGING] = tags;
  return headers;
}

function headerValue(name: string, value: string): string {
  if (VALUE.test(value)) return value;
  // As AWS gives back metadata that no header can hold (RFC 2047).
  if (name.startsWith('x-amz-meta-')) return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
  throw new S3Error('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', {
    ArgumentName: name,
    ArgumentValue: value,
  });
}
