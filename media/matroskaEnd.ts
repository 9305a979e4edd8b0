import type { BoundedReader } from './boundedReader.ts';
import { buffer } from './mp4Boxes.ts';

/** The element that holds all others (RFC 9559, 5.1), behind a short header. */
const SEGMENT = Buffer.from('18538067', 'hex');
const HEAD_BYTES = 4 * 1024;

/**
 * Whether a Matroska file ends before its segment does. A recorder that writes as it goes leaves the segment's size
 * open, and then only reading it to its end tells.
 */
export async function isMatroskaCutOff(reader: BoundedReader, sizeBytes: number): Promise<boolean> {
  const head = buffer(await reader.read(0, HEAD_BYTES));
  const at = head.indexOf(SEGMENT);
  const first = at === -1 ? 0 : (head[at + SEGMENT.length] ?? 0);
  if (first === 0) return false;
  // The leading zero bits of the first byte tell how many more follow.
  const length = Math.clz32(first) - 23;
  const start = at + SEGMENT.length + length;
  if (start > head.length) return false;
  let size = first & (0xff >> length);
  let open = size === 0xff >> length;
  for (let more = 1; more < length; more += 1) {
    const byte = head[at + SEGMENT.length + more] ?? 0;
    size = size * 256 + byte;
    open &&= byte === 0xff;
  }
  return !open && start + size > sizeBytes;
}
