import type { FileHandle } from 'node:fs/promises';

/** A stretch of a file. */
export interface FilePart {
  /** From 1, as S3 counts. */
  number: number;
  offset: number;
  /** Bytes. */
  length: number;
}

/** S3 takes at most 10,000 parts of at least 5 MiB each. */
const MAX_PARTS = 10_000;
/** As the AWS CLI's: of a line that breaks at most so much is sent twice. */
const LEAST_PART_BYTES = 8 * 1_048_576;

/** A file's parts follow from its size alone, so that a later try cuts it alike. */
export function partsOf(sizeBytes: number): FilePart[] {
  const partBytes = Math.max(LEAST_PART_BYTES, Math.ceil(sizeBytes / MAX_PARTS));
  const count = Math.max(1, Math.ceil(sizeBytes / partBytes));
  return Array.from({ length: count }, (_, index) => {
    const offset = index * partBytes;
    return { number: index + 1, offset, length: Math.min(partBytes, sizeBytes - offset) };
  });
}

/** @throws {Error} where the file ends before that. */
export async function readPart(file: FileHandle, { offset, length }: FilePart): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw new Error(`the file ends at ${offset + filled} bytes`);
    filled += bytesRead;
  }
  return buffer;
}
