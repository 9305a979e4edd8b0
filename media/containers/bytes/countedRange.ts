import type { ReadRange } from './boundedReader.ts';

/** The same reads, and how many bytes they have brought so far. */
export function countedRange(readRange: ReadRange): { readRange: ReadRange; bytesRead(): number } {
  let sum = 0;
  return {
    readRange: async (offset, length) => {
      const bytes = await readRange(offset, length);
      sum += bytes.length;
      return bytes;
    },
    bytesRead: () => sum,
  };
}
