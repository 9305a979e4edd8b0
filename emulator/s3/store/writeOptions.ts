import { S3Error } from '../s3Error.ts';
import type { ObjectEvent } from './objectEvent.ts';
import type { StoredObject } from './storedObject.ts';

/** A write happens only if the object is as the client last saw it: absent, or with this ETag (no quotes). */
export interface WriteCondition {
  ifNoneMatch?: '*';
  ifMatch?: string;
}

export interface ObjectName {
  bucket: string;
  key: string;
}

export interface PutOptions extends WriteCondition {
  /** Lower-case names: content-type, cache-control, x-amz-meta-..., x-amz-tagging, ... */
  headers?: Record<string, string>;
  /** @default ObjectCreated:Put */
  eventName?: ObjectEvent['eventName'];
}

export interface CopyOptions extends WriteCondition {
  /** Looks at the source before it is copied; throws to refuse. */
  check?: (source: StoredObject) => void;
  /** The copy's headers. @default the source's */
  headersFor?: (source: StoredObject) => Record<string, string>;
}

/**
 * @param eTag of the object that is there, null when there is none.
 * @throws {S3Error} PreconditionFailed, or NoSuchKey when an ETag is asked of an object that is gone.
 */
export function checkWriteCondition(condition: WriteCondition, eTag: string | null, key: string): void {
  if (condition.ifNoneMatch !== undefined && eTag !== null) throw failed('If-None-Match');
  if (condition.ifMatch === undefined) return;
  if (eTag === null) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
  if (condition.ifMatch !== '*' && condition.ifMatch !== eTag) throw failed('If-Match');
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}
