import { S3Error } from '../s3Error.ts';

/**
 * The tags of an object travel and are kept form-encoded, `a=1&b=2`, under the name that the header has; reads give
 * their number only.
 */
export const TAGGING = 'x-amz-tagging';

export type Tags = [key: string, value: string][];

/** S3 user guide, "Categorizing your objects using tags". */
const MAX_TAGS = 10;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/** Letters, digits, spaces and these signs of any language; not what AWS keeps for itself. */
const ALLOWED = /^[\p{L}\p{N}\p{Z}+\-=._:/@]*$/u;

/** @throws {S3Error} InvalidTag, BadRequest, InvalidArgument */
export function tagsOfHeader(header: string): Tags {
  const tags = [...new URLSearchParams(header)];
  if (new Set(tags.map(([key]) => key)).size < tags.length) {
    throw new S3Error(
      'InvalidArgument',
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      { ArgumentName: TAGGING, ArgumentValue: header },
    );
  }
  return checkedTags(tags);
}

/** As it is kept; null for no tags. */
export function formatTags(tags: Tags): string | null {
  return tags.length === 0 ? null : new URLSearchParams(tags).toString();
}

/** @throws {S3Error} InvalidTag, BadRequest */
export function checkedTags(tags: Tags): Tags {
  if (tags.length > MAX_TAGS) {
    throw new S3Error('BadRequest', `Object tags cannot be greater than ${MAX_TAGS}`);
  }
  const seen = new Set<string>();
  for (const [key, value] of tags) {
    if (key.length < 1 || key.length > MAX_KEY || !ALLOWED.test(key)) {
      throw invalid('The TagKey you have provided is invalid', key);
    }
    if (/^aws:/i.test(key)) throw invalid('System tags cannot be added/updated by requester', key);
    if (value.length > MAX_VALUE || !ALLOWED.test(value)) {
      throw invalid('The TagValue you have provided is invalid', key);
    }
    if (seen.has(key)) throw invalid('Cannot provide multiple Tags with the same key', key);
    seen.add(key);
  }
  return tags;
}

function invalid(message: string, key: string): S3Error {
  return new S3Error('InvalidTag', message, { TagKey: key });
}
