import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Read of a file at a time for its checksum. */
const READ_BYTES = 1_048_576;

/** In base64, as S3 has it. */
export function crc32Of(bytes: Buffer): string {
  return inBase64(crc32(bytes));
}

/** Of a whole file, whose size is known, as S3 tells a FULL_OBJECT checksum. */
export async function fileCrc32(file: FileHandle, size: number): Promise<string> {
  let sum = 0;
  for await (const bytes of rangesOf(file, 0, size)) sum = crc32(bytes, sum);
  return inBase64(sum);
}

/** What S3 has for an eTag without a key of KMS: the MD5, or that of all parts' MD5s with their number behind it. */
export async function fileETag(file: FileHandle, size: number, partBytes: number | null): Promise<string> {
  if (partBytes === null) return (await md5(file, 0, size)).toString('hex');
  const sums: Buffer[] = [];
  for (let offset = 0; offset < size; offset += partBytes) {
    sums.push(await md5(file, offset, Math.min(partBytes, size - offset)));
  }
  return `${createHash('md5').update(Buffer.concat(sums)).digest('hex')}-${sums.length}`;
}

async function md5(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const hash = createHash('md5');
  for await (const bytes of rangesOf(file, offset, length)) hash.update(bytes);
  return hash.digest();
}

async function* rangesOf(file: FileHandle, offset: number, length: number): AsyncIterable<Buffer> {
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(READ_BYTES, length - at), offset + at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

function inBase64(sum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum);
  return bytes.toString('base64');
}
