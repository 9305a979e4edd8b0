import type { BoundedReader } from '../bytes/boundedReader.ts';
import { contentOf, find, number, walkBoxes } from './mp4Boxes.ts';

/** How long an MP4 or MOV says its film is, seconds; null where it does not, or is none. */
export async function movieSeconds(reader: BoundedReader, sizeBytes: number): Promise<number | null> {
  for await (const box of walkBoxes(reader, 0, sizeBytes)) {
    if (box.type !== 'moov') continue;
    const header = await contentOf(reader, await find(reader, box, ['mvhd']), 32);
    const { timescale, ticks } = lengthIn(header);
    return timescale > 0 && ticks > 0 ? ticks / timescale : null;
  }
  return null;
}

/** Version 1 has times of 64 bits. */
function lengthIn(header: Buffer): { timescale: number; ticks: number } {
  if (header[0] !== 1) return { timescale: number(header, 12), ticks: number(header, 16) };
  const ticks = header.length >= 32 ? Number(header.readBigUInt64BE(24)) : 0;
  return { timescale: number(header, 20), ticks };
}
