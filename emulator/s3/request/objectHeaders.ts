import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from '../s3Error.ts';
import { formatTags, TAGGING, tagsOfHeader } from '../store/tags.ts';

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];
const META = 'x-amz-meta-';

/** S3 user guide, "Working with object metadata": names and values together, bytes. */
const MAX_META_BYTES = 2 * 1024;

/**
 * What a write's headers say of the object: what every later read gives back, and its tags. Storage classes and
 * encryption, which AWS would note, mean nothing here.
 * @throws {S3Error} MetadataTooLarge, InvalidTag, BadRequest, InvalidArgument
 */
export function objectHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (KEPT.includes(name) || name.startsWith(META)) kept[name] = String(value);
  }
  // aws-chunked is how the body travelled, not what it is.
  const encodings = String(headers['content-encoding'] ?? '').split(/\s*,\s*/);
  const encoding = encodings.filter(name => name !== 'aws-chunked' && name !== '').join(',');
  if (encoding !== '') kept['content-encoding'] = encoding;
  checkMetaSize(kept);
  const tags = formatTags(tagsOfHeader(String(headers[TAGGING] ?? '')));
  if (tags !== null) kept[TAGGING] = tags;
  return kept;
}

function checkMetaSize(headers: Record<string, string>): void {
  const meta = Object.entries(headers).filter(([name]) => name.startsWith(META));
  const size = meta.reduce((sum, [name, value]) => sum + name.length - META.length + value.length, 0);
  if (size <= MAX_META_BYTES) return;
  throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    Size: String(size),
    MaxSizeAllowed: String(MAX_META_BYTES),
  });
}
