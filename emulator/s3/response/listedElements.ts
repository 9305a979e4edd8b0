import { S3Error } from '../s3Error.ts';
import type { ListEntry } from '../store/listKeys.ts';
import { type StoredObject, storedObject } from '../store/storedObject.ts';
import type { XmlElement } from './xml.ts';

/** There are no accounts here: whatever has an owner has this one. */
export const OWNER = { ID: 'local', DisplayName: 'local' };

/** The entries of a listing, as both versions of ListObjects write them. */
export function listedElements(
  entries: ListEntry[],
  encode: (name: string) => string,
): { Contents: XmlElement[]; CommonPrefixes: XmlElement[] } {
  const objects = entries.flatMap(({ row }) => (row === null ? [] : [storedObject(row)]));
  const prefixes = entries.filter(({ row }) => row === null);
  return {
    Contents: objects.map(object => contents(object, encode)),
    CommonPrefixes: prefixes.map(({ name }) => ({ Prefix: encode(name) })),
  };
}

/**
 * How names are written in a listing: as they are, or form-encoded with `/` kept, for keys that XML cannot hold.
 * @throws {S3Error} InvalidArgument
 */
export function encoderOf(query: URLSearchParams): (name: string) => string {
  const type = query.get('encoding-type') || null;
  if (type === null) return name => name;
  if (type === 'url') return urlEncode;
  throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', {
    ArgumentName: 'encoding-type',
    ArgumentValue: type,
  });
}

function contents(object: StoredObject, encode: (name: string) => string): XmlElement {
  return {
    Key: encode(object.key),
    LastModified: object.modifiedAt.toISOString(),
    ETag: `"${object.eTag}"`,
    ...(object.checksum
      ? { ChecksumAlgorithm: object.checksum.algorithm.toUpperCase(), ChecksumType: object.checksum.type }
      : {}),
    Size: object.sizeBytes,
    StorageClass: 'STANDARD',
  };
}

function urlEncode(name: string): string {
  return encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%20', '+');
}
