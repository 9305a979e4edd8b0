import type { IncomingHttpHeaders } from 'node:http';
import type { StoredObject } from '../store/storedObject.ts';

/**
 * What the conditional headers of a read make of it (RFC 9110, 13.2.2): an ETag goes before a date.
 * @param prefix `x-amz-copy-source-` for the source of a copy.
 */
export function readCondition(
  headers: IncomingHttpHeaders,
  { eTag, modifiedAt }: StoredObject,
  prefix = '',
): 'ok' | 'not-modified' | { failed: string } {
  const ifMatch = headers[`${prefix}if-match`];
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, eTag)) return { failed: 'If-Match' };
  } else if (
    modifiedAt.getTime() > dateOf(headers[`${prefix}if-unmodified-since`], Number.POSITIVE_INFINITY)
  ) {
    return { failed: 'If-Unmodified-Since' };
  }
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, eTag) ? 'not-modified' : 'ok';
  const since = dateOf(headers[`${prefix}if-modified-since`], Number.NEGATIVE_INFINITY);
  return modifiedAt.getTime() <= since ? 'not-modified' : 'ok';
}

function matches(header: string | string[], eTag: string): boolean {
  const tags = String(header).split(',');
  return tags.some(tag => ['*', eTag].includes(tag.trim().replace(/^W\//, '').replaceAll('"', '')));
}

/** A date that cannot be read is as good as none (RFC 9110, 13.1.3). */
function dateOf(header: string | string[] | undefined, otherwise: number): number {
  const time = Date.parse(String(header));
  return Number.isNaN(time) ? otherwise : time;
}
