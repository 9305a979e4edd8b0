import type { BoundedReader } from '../bytes/boundedReader.ts';
import { type Box, contentOf, find, number } from './mp4Boxes.ts';

/** One entry of an edit list (ISO 14496-12, 8.6.6). */
export interface Mp4Edit {
  /** How long it is shown; 0 where the writer left it open. */
  seconds: number;
  /** Nothing is shown: what follows is put off. */
  isEmpty: boolean;
}

/** More than any editor cuts; the rest is left unread. */
const MAX_EDITS = 10_000;

/** A track's edit list; empty where it has none. `timescale` is the movie's, ticks a second. */
export async function readMp4Edits(reader: BoundedReader, trak: Box, timescale: number): Promise<Mp4Edit[]> {
  const box = await find(reader, trak, ['edts', 'elst']);
  if (!box || timescale === 0) return [];
  const table = await contentOf(reader, box, 8 + MAX_EDITS * 20);
  // Version 1 has times of 64 bits.
  const long = table[0] === 1;
  const size = long ? 20 : 12;
  const edits: Mp4Edit[] = [];
  for (let at = 8; edits.length < number(table, 4) && at + size <= table.length; at += size) {
    const ticks = long ? Number(table.readBigUInt64BE(at)) : table.readUInt32BE(at);
    const start = long ? table.readBigInt64BE(at + 8) : BigInt(table.readInt32BE(at + 4));
    edits.push({ seconds: ticks / timescale, isEmpty: start === -1n });
  }
  return edits;
}
