import type { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';

/**
 * All of an answer's body, each byte copied once: the SDK's own way collects pieces and then puts them together, and leaves twice
 * as much behind for the next collection.
 */
export async function bodyBytes({
  Body,
  ContentLength = 0,
}: GetObjectCommandOutput): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.allocUnsafeSlow(ContentLength);
  let length = 0;
  // On Node it is always a stream; it ends with an error where the connection does.
  for await (const chunk of (Body ?? []) as Readable) length += (chunk as Buffer).copy(bytes, length);
  return length === ContentLength ? bytes : bytes.subarray(0, length);
}
