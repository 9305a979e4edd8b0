import type { BoundedReader } from '../bytes/boundedReader.ts';
import { FIRST_BOXES, walkBoxes } from './mp4Boxes.ts';

/** Of some four hours; what is longer is read as far as somebody looks into it. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Fetches the index of an MP4 or MOV in one read: who looks into its tables one after the other would have it in seven of an
 * hour, each of which waits for the one before. Of other files nothing is read but where a box would begin.
 */
export async function fetchIndex(reader: BoundedReader, sizeBytes: number): Promise<void> {
  for await (const { type, at, end } of walkBoxes(reader, 0, sizeBytes)) {
    if (type === 'moov' && end <= sizeBytes && end - at <= MOST_BYTES) await reader.read(at, end - at);
    if (type === 'moov' || type === 'moof' || !FIRST_BOXES.has(type)) return;
  }
}
