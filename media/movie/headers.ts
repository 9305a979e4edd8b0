import { type Box, bytesAt, replaceAt, word } from './box.ts';

/** How much longer than version 0 the times of version 1 make a header ahead of its length: two times of 64 bits. */
const LONG = 8;

/** Ticks a second of a `mvhd` or `mdhd`; 0 where it is cut off. */
export function timescaleIn(header: Buffer): number {
  return word(header, header[0] === 1 ? 12 + LONG : 12);
}

/** The length that a `mvhd` or `mdhd` tells, ticks of its clock. */
export function durationIn(header: Buffer): number {
  return header[0] === 1 ? Number(header.readBigUInt64BE(16 + LONG)) : word(header, 16);
}

/** A copy of a `mvhd` or `mdhd` with another length. */
export function withDuration(header: Buffer, ticks: number): Buffer {
  return withNumber(header, header[0] === 1 ? 16 + LONG : 16, ticks);
}

/** A copy of a `tkhd` with another length, ticks of the movie's clock. */
export function withTrackDuration(header: Buffer, ticks: number): Buffer {
  return withNumber(header, header[0] === 1 ? 20 + LONG : 20, ticks);
}

/** @throws {RangeError} where a length of 32 bits cannot hold it, as ffmpeg's own never have to. */
function withNumber(header: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(header);
  if (header[0] === 1) copy.writeBigUInt64BE(BigInt(value), at);
  else copy.writeUInt32BE(value, at);
  return copy;
}

/** One entry of an edit list (ISO 14496-12, 8.6.6); `from` is in the media, null where nothing is shown. */
export interface Edit {
  /** Of the movie's clock. */
  ticks: number;
  /** Of the track's clock. */
  from: number | null;
}

export function editsOf(trak: Box[]): Edit[] {
  const list = bytesAt(trak, 'edts', 'elst');
  const long = list[0] === 1;
  const size = long ? 20 : 12;
  const edits: Edit[] = [];
  for (let at = 8; edits.length < word(list, 4) && at + size <= list.length; at += size) {
    const ticks = long ? Number(list.readBigUInt64BE(at)) : list.readUInt32BE(at);
    const from = long ? Number(list.readBigInt64BE(at + 8)) : list.readInt32BE(at + 4);
    edits.push({ ticks, from: from === -1 ? null : from });
  }
  return edits;
}

/** The same track, its last edit made so long, ticks of the movie's clock; one without edits stays as it is. */
export function withLastEdit(trak: Box[], ticks: number): Box[] {
  return replaceAt(trak, ['edts', 'elst'], ({ type, body }) => {
    const list = Buffer.from(body as Buffer);
    const last = word(list, 4) - 1;
    if (list[0] === 1) list.writeBigUInt64BE(BigInt(ticks), 8 + last * 20);
    else list.writeUInt32BE(ticks, 8 + last * 12);
    return { type, body: list };
  });
}
