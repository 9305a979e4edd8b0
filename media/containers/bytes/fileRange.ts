import type { FileHandle } from 'node:fs/promises';
import type { ReadRange } from './boundedReader.ts';

/** Ranged reads of a file of this machine, as a bucket answers them: what lies past its end is left out. */
export function fileRange(file: FileHandle): ReadRange {
  return async (offset, length) => {
    const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
}
