import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';
import type { ByteRange } from '../store/bodies.ts';
import type { StoredObject } from '../store/storedObject.ts';
import { byteRange } from './byteRange.ts';
import { readCondition } from './readCondition.ts';

/**
 * What a GetObject or HeadObject wants of `object`: some bytes, all of them (null), or nothing new.
 * @throws {S3Error} PreconditionFailed, InvalidRange, NoSuchVersion, NotImplemented
 */
export function wantedRange(
  { headers, query }: S3Call,
  object: StoredObject,
): ByteRange | null | 'not-modified' {
  checkVersion(query.get('versionId'));
  if (query.has('partNumber')) {
    throw new S3Error('NotImplemented', 'Reading one part of an object is not implemented; ask for a Range.');
  }
  const condition = readCondition(headers, object);
  if (condition === 'not-modified') return 'not-modified';
  if (condition !== 'ok') {
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
      Condition: condition.failed,
    });
  }
  const changed = headers['if-range'] !== undefined && headers['if-range'] !== `"${object.eTag}"`;
  return changed ? null : byteRange(headers.range, object.sizeBytes);
}

/** On AWS a versioned bucket keeps every version; here, as in an unversioned one, `null` names the only one. */
export function checkVersion(version: string | null): void {
  if (version === null || version === 'null') return;
  throw new S3Error('NoSuchVersion', 'The specified version does not exist.', { VersionId: version });
}
