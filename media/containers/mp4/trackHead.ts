import type { BoundedReader } from '../bytes/boundedReader.ts';
import { type Box, contentOf, find, number } from './mp4Boxes.ts';

/** What any use of a track (`trak`) begins with. */
export interface TrackHead {
  id: number;
  /** `vide`, `soun`, ...; empty where it does not tell. */
  handler: string;
  /** The content of its header (`tkhd`), empty where there is none. */
  header: Buffer;
}

/** Up to the matrix and the size. */
const HEADER_BYTES = 96;

/** Reads a track's header and what it handles (ISO 14496-12, 8.3.2 and 8.4.3). */
export async function readTrackHead(reader: BoundedReader, trak: Box): Promise<TrackHead> {
  const header = await contentOf(reader, await find(reader, trak, ['tkhd']), HEADER_BYTES);
  const handler = await contentOf(reader, await find(reader, trak, ['mdia', 'hdlr']), 12);
  // Version 1 has times of 64 bits.
  const id = number(header, header[0] === 1 ? 20 : 12);
  return { id, handler: handler.toString('latin1', 8, 12), header };
}
