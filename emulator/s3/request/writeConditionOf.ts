import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from '../s3Error.ts';
import type { WriteCondition } from '../store/writeOptions.ts';

/** @throws {S3Error} NotImplemented for an If-None-Match other than `*`, as on AWS. */
export function writeConditionOf(headers: IncomingHttpHeaders): WriteCondition {
  const condition: WriteCondition = {};
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*') {
      throw new S3Error(
        'NotImplemented',
        'A header you provided implies functionality that is not implemented: a write takes If-None-Match with * only.',
        { Header: 'If-None-Match' },
      );
    }
    condition.ifNoneMatch = '*';
  }
  if (headers['if-match'] !== undefined) condition.ifMatch = headers['if-match'].trim().replaceAll('"', '');
  return condition;
}
