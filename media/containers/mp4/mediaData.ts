import type { BoundedReader } from '../bytes/boundedReader.ts';
import { FIRST_BOXES } from './mp4Boxes.ts';

/** The part of a file that holds pictures and sound rather than facts about them. */
export interface DataRange {
  start: number;
  end: number;
}

/** More boxes than this before the data, and the search is given up. */
const MOST_BOXES = 64;

/**
 * Where the data stands: an MP4's first `mdat` box; in other formats data and facts are mixed, so the whole file.
 * An MP4's own facts (`moov`) may run to many MB for a long film and all of them are wanted, its data hardly any.
 */
export async function findMediaData(reader: BoundedReader, sizeBytes: number): Promise<DataRange> {
  let start = 0;
  for (let boxes = 0; boxes < MOST_BOXES && start + 8 <= sizeBytes; boxes += 1) {
    const { type, length } = readBox(await reader.read(start, 16), sizeBytes - start);
    if (boxes === 0 && !FIRST_BOXES.has(type)) break;
    if (type === 'mdat') return { start, end: start + length };
    if (length < 8) break;
    start += length;
  }
  return { start: 0, end: sizeBytes };
}

/** ISO 14496-12, 4.2: a size of 1 is followed by the real one in 64 bits, 0 reaches to the end of the file. */
function readBox(bytes: Uint8Array, rest: number): { type: string; length: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 16) return { type: '', length: 0 };
  const size = view.readUInt32BE(0);
  const length = size === 1 ? Number(view.readBigUInt64BE(8)) : size || rest;
  return { type: view.toString('latin1', 4, 8), length };
}
