import { WorkError } from '../../failures/workError.ts';

/** S3's limit on a key, bytes of UTF-8. */
export const MAX_KEY_BYTES = 1_024;

/**
 * An output's key, if S3 takes it.
 * @throws {WorkError} input/key-too-long where the upload's own name left no room for what is added.
 */
export function checkedKey(key: string): string {
  const bytes = Buffer.byteLength(key);
  if (bytes <= MAX_KEY_BYTES) return key;
  throw new WorkError('key-too-long', {
    message: `The upload's name is too long: its output's would have ${bytes} bytes, and S3 takes ${MAX_KEY_BYTES}; upload it under a shorter one.`,
  });
}
