import type { Box } from '../movie/box.ts';
import { headOf } from '../movie/head.ts';

/** Some bytes of a file. */
export interface ByteRange {
  offset: number;
  length: number;
}

/** A small MP4 that holds some of a source's samples: an index of its own, then bytes of the source, then nothing. */
export interface Excerpt {
  head: Buffer;
  /** Of the source, in the order in which they follow the head. */
  ranges: ByteRange[];
  /** Of the whole file; behind the ranges there is a hole, which reads as zeros. */
  sizeBytes: number;
}

/**
 * An excerpt; `index` writes its `moov` for data that begins at a place, and must be as long for every place.
 * `holeBytes` follow the ranges.
 */
export function excerptOf(
  brand: Buffer,
  index: (dataAt: number) => Box,
  ranges: ByteRange[],
  holeBytes = 0,
): Excerpt {
  const dataBytes = lengthOf(ranges) + holeBytes;
  const head = headOf(brand, index, dataBytes);
  return { head, ranges: joined(ranges), sizeBytes: head.length + dataBytes };
}

/** Of all of them together, bytes. */
export function lengthOf(ranges: ByteRange[]): number {
  return ranges.reduce((sum, { length }) => sum + length, 0);
}

/** Ranges that follow one another in the file as well are one. */
function joined(ranges: ByteRange[]): ByteRange[] {
  const result: ByteRange[] = [];
  for (const { offset, length } of ranges) {
    const last = result.at(-1);
    if (last && last.offset + last.length === offset) last.length += length;
    else result.push({ offset, length });
  }
  return result;
}
