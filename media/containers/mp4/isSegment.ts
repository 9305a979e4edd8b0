import type { BoundedReader } from '../bytes/boundedReader.ts';
import { walkBoxes } from './mp4Boxes.ts';

/** Of an MP4 without `moov`: whether it is a piece of a stream, as DASH and HLS cut them (ISO 14496-12, 8.16). */
export async function isSegment(reader: BoundedReader, sizeBytes: number): Promise<boolean> {
  for await (const { type } of walkBoxes(reader, 0, sizeBytes)) {
    if (type === 'moof' || type === 'styp') return true;
    // The data of what is no segment, or of a segment that has been found by now.
    if (type === 'mdat') return false;
  }
  return false;
}
