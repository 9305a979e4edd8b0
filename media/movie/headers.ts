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

/** A `mvhd` like another, by another clock: version 1, whose length has 64 bits. */
export function movieHeader(header: Buffer, timescale: number, ticks: number): Buffer {
  const times = Buffer.alloc(16 + LONG + 8);
  times.writeUInt8(1, 0);
  times.writeUInt32BE(timescale, 12 + LONG);
  times.writeBigUInt64BE(BigInt(ticks), 16 + LONG);
  return Buffer.concat([times, header.subarray(header[0] === 1 ? times.length : times.length - LONG - 4)]);
}

/** A `tkhd` like another, so many ticks of the movie's clock long: version 1, whose length has 64 bits. */
export function trackHeader(header: Buffer, ticks: number): Buffer {
  const isLong = header[0] === 1;
  const times = Buffer.alloc(20 + LONG + 8);
  header.copy(times, 1, 1, 4);
  times.writeUInt8(1, 0);
  header.copy(times, 12 + LONG, isLong ? 12 + LONG : 12, isLong ? 16 + LONG : 16);
  times.writeBigUInt64BE(BigInt(ticks), 20 + LONG);
  return Buffer.concat([times, header.subarray(isLong ? times.length : times.length - LONG - 4)]);
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

/** An `edts` of some edits. */
export function editBox(edits: Edit[]): Box {
  const body = Buffer.alloc(8 + edits.length * 20);
  body.writeUInt8(1, 0);
  body.writeUInt32BE(edits.length, 4);
  for (const [index, { ticks, from }] of edits.entries()) {
    const at = 8 + index * 20;
    body.writeBigUInt64BE(BigInt(ticks), at);
    body.writeBigInt64BE(BigInt(from ?? -1), at + 8);
    // As fast as it was taken: 1 in 16.16 bits.
    body.writeUInt32BE(0x1_0000, at + 16);
  }
  return { type: 'edts', body: [{ type: 'elst', body }] };
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
