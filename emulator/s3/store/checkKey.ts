import { S3Error } from '../s3Error.ts';

/** S3 user guide, "Object key naming": bytes of UTF-8. */
const MAX_BYTES = 1024;

/** @throws {S3Error} KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size <= MAX_BYTES) return;
  throw new S3Error('KeyTooLongError', 'Your key is too long', {
    Size: String(size),
    MaxSizeAllowed: String(MAX_BYTES),
  });
}
