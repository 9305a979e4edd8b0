import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { HEAD_BYTES, type Head } from './decideUpload.ts';

/** The first bytes of a file on this machine, as an object's are had from S3. A link or a pipe in its place is not followed. */
export async function fileHead(path: string): Promise<Exclude<Head, { leftAlone: string }>> {
  await using file = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return { bytes: buffer.subarray(0, bytesRead), sizeBytes: size };
}
