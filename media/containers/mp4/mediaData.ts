import type { BoundedReader } from '../bytes/boundedReader.ts';
import { FIRST_BOXES, walkBoxes } from './mp4Boxes.ts';

/** The part of a file that holds pictures and sound rather than facts about them. */
export interface DataRange {
  start: number;
  end: number;
}

/** More boxes than this before the data, and the search is given up. */
const MAX_BOXES_AHEAD = 64;

/**
 * Where the data stands: an MP4's first `mdat` box; in other formats data and facts are mixed, so the whole file.
 * An MP4's own facts (`moov`) may run to many MB for a long film and all of them are wanted, its data hardly any.
 */
export async function findMediaData(reader: BoundedReader, sizeBytes: number): Promise<DataRange> {
  for await (const { type, at, end } of walkBoxes(reader, 0, sizeBytes, MAX_BOXES_AHEAD)) {
    if (at === 0 && !FIRST_BOXES.has(type)) break;
    if (type === 'mdat') return { start: at, end };
  }
  return { start: 0, end: sizeBytes };
}
