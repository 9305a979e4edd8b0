import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from '../s3Error.ts';
import type { StoredObject } from '../store/storedObject.ts';
import type { ObjectName } from '../store/writeOptions.ts';
import { readCondition } from './readCondition.ts';

/**
 * The object that x-amz-copy-source names: `[/]bucket/key`, form-encoded, so that a bare `+` is a space, as on AWS.
 * @throws {S3Error} InvalidArgument, NoSuchVersion
 */
export function copySource(header: string): ObjectName {
  const [path = '', version] = header.split('?versionId=');
  // AWS would copy that version; here there is only the one that is there.
  if (version !== undefined && version !== 'null') {
    throw new S3Error('NoSuchVersion', 'The specified version does not exist.', { VersionId: version });
  }
  const match = /^\/?(?<bucket>[^/]+)\/(?<key>.+)$/s.exec(decode(path));
  if (!match?.groups?.bucket || !match.groups.key) throw invalid(header);
  return { bucket: match.groups.bucket, key: match.groups.key };
}

/** @throws {S3Error} PreconditionFailed when the source is not as the x-amz-copy-source-if-... headers ask. */
export function checkCopySource(headers: IncomingHttpHeaders, source: StoredObject): void {
  const condition = readCondition(headers, source, 'x-amz-copy-source-');
  if (condition === 'ok') return;
  throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: 'x-amz-copy-source-if-*',
  });
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    throw invalid(path);
  }
}

function invalid(value: string): S3Error {
  return new S3Error(
    'InvalidArgument',
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    {
      ArgumentName: 'x-amz-copy-source',
      ArgumentValue: value,
    },
  );
}
