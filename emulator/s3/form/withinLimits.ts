import { S3Error } from '../s3Error.ts';
import type { SizeLimits } from './postPolicy.ts';

/**
 * Passes a file on as far as its policy lets it weigh. One that is too big is read to its end, for browsers look for
 * an answer only when they have sent all.
 * @throws {S3Error} EntityTooLarge, EntityTooSmall
 */
export async function* withinLimits(
  file: AsyncIterable<Buffer>,
  { min, max }: SizeLimits,
): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size <= max) yield chunk;
  }
  if (size > max) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      ProposedSize: String(size),
      MaxSizeAllowed: String(max),
    });
  }
  if (size < min) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: String(size),
      MinSizeAllowed: String(min),
    });
  }
}
