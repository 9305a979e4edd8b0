import { asBuffer } from '../bytes/asBuffer.ts';
import type { BoundedReader } from '../bytes/boundedReader.ts';
import { readHead } from './ebml.ts';

/** The element that holds all others (RFC 9559, 5.1), behind a short header. */
const SEGMENT = Buffer.from('18538067', 'hex');
const HEAD_BYTES = 4 * 1024;

/**
 * Whether a Matroska file ends before its segment does. A recorder that writes as it goes leaves the segment's size
 * open, and then only reading it to its end tells.
 */
export async function isMatroskaCutOff(reader: BoundedReader, sizeBytes: number): Promise<boolean> {
  const head = asBuffer(await reader.read(0, HEAD_BYTES));
  const at = head.indexOf(SEGMENT);
  const segment = at === -1 ? null : await readHead(reader, at);
  return segment !== null && Number.isFinite(segment.size) && segment.start + segment.size > sizeBytes;
}
