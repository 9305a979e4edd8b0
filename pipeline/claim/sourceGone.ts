import { WorkError } from '../../failures/workError.ts';

/** The object that was asked for is not there (any more). */
export function sourceGone({ bucket, key }: { bucket: string; key: string }): WorkError {
  return new WorkError('source-gone', {
    message: `There is no object "${key}" in bucket "${bucket}"; upload it again.`,
  });
}
