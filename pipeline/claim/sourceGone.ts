import { JobError } from '../../failures/jobError.ts';

/** The object that was asked for is not there (any more). */
export function sourceGone({ bucket, key }: { bucket: string; key: string }): JobError {
  return new JobError({
    failureClass: 'input',
    code: 'source-gone',
    message: `There is no object "${key}" in bucket "${bucket}"; upload it again.`,
  });
}
