import type { BoundedReader } from '../bytes/boundedReader.ts';
import { type Box, childrenOf, contentOf, find, number, walkBoxes } from './mp4Boxes.ts';
import { type Mp4Edit, readMp4Edits } from './mp4Edits.ts';
import { sampleEnd } from './mp4Samples.ts';
import { readTrackHead } from './trackHead.ts';

/** What an MP4's index says of itself. */
export interface Mp4Index {
  tracks: Mp4Track[];
  /** The pictures come in fragments, each with an index of its own: the tables here are empty. */
  fragmented: boolean;
  /** Neither the tables nor any fragment has a frame: the init segment of a stream, which is all index. */
  empty: boolean;
  /** Bytes of pictures and sound that the file announces and does not have. */
  missingBytes: number;
  /** Of all fragments together, as announced ahead of them; null where it is not. */
  fragmentSeconds: number | null;
}

/** One track, counted from its tables: the lengths in its headers are copies that nothing depends on. */
export interface Mp4Track {
  id: number;
  /** `vide`, `soun`, ... */
  handler: string;
  frames: number;
  seconds: number;
  /** How long the longest sample lasts. */
  longestSeconds: number;
  /** A table claims more entries than it has room for. */
  damaged: boolean;
  /** Empty where it has no edit list. */
  edits: Mp4Edit[];
}

/** A segment in a segment index: its size, its length, its access point. */
const SEGMENT_BYTES = 12;
/** A segment index that lists as many as it can. */
const MAX_SIDX_BYTES = 32 + 0xffff * SEGMENT_BYTES;

/** Null where the index (`moov`) of this MP4 or MOV is missing or not whole. */
export async function readMp4Index(reader: BoundedReader, sizeBytes: number): Promise<Mp4Index | null> {
  let moov: Box | undefined;
  let dataEnd = 0;
  let last: Box | undefined;
  for await (const box of walkBoxes(reader, 0, sizeBytes)) {
    last = box;
    if (box.type === 'moov') moov ??= box;
    if (box.type === 'sidx')
      dataEnd = Math.max(dataEnd, indexedEnd(await contentOf(reader, box, MAX_SIDX_BYTES), box));
    // What follows in a fragmented file is fragments, thousands of them.
    if (box.type === 'moof') break;
  }
  if (!moov || moov.end > sizeBytes) return null;
  const parts = await childrenOf(reader, moov);
  const timescale = await readTimescale(reader, moov);
  const tracks: Mp4Track[] = [];
  for (const box of parts.filter(({ type }) => type === 'trak')) {
    tracks.push(await readTrack(reader, box, timescale));
    // The data's box may claim more than it holds, and some writers' does: what counts is where the samples lie.
    dataEnd = Math.max(dataEnd, await sampleEnd(reader, box));
  }
  const fragmented = parts.some(({ type }) => type === 'mvex');
  const isWithoutFragments = last?.type !== 'moof' && last?.end === sizeBytes;
  return {
    tracks,
    fragmented,
    empty: fragmented && isWithoutFragments && tracks.every(({ frames }) => frames === 0),
    missingBytes: Math.max(0, dataEnd - sizeBytes),
    fragmentSeconds: await readFragmentSeconds(reader, moov),
  };
}

/**
 * Where the segments end that a segment index (ISO 14496-12, 8.16.3) lists, one after another from behind it. One that
 * stands ahead of all fragments may list all of them, or as in live streams only the first.
 */
function indexedEnd(index: Buffer, { end }: Box): number {
  // Version 1 has times and offsets of 64 bits.
  const long = index[0] === 1;
  const listAt = long ? 32 : 24;
  if (index.length < listAt) return 0;
  const offset = long ? Number(index.readBigUInt64BE(20)) : index.readUInt32BE(16);
  const listEnd = Math.min(index.length, listAt + index.readUInt16BE(listAt - 2) * SEGMENT_BYTES);
  let segmentsEnd = end + offset;
  // The first bit tells whether the segment is an index itself, the others how long it is.
  for (let at = listAt; at + SEGMENT_BYTES <= listEnd; at += SEGMENT_BYTES)
    segmentsEnd += number(index, at) & 0x7fff_ffff;
  return segmentsEnd;
}

/** `mehd`: 0 where the writer did not know. */
async function readFragmentSeconds(reader: BoundedReader, moov: Box): Promise<number | null> {
  const header = await contentOf(reader, await find(reader, moov, ['mvex', 'mehd']), 12);
  const timescale = await readTimescale(reader, moov);
  const long = header[0] === 1 && header.length >= 12;
  const ticks = long ? Number(header.readBigUInt64BE(4)) : number(header, 4);
  return timescale > 0 && ticks > 0 ? ticks / timescale : null;
}

/** The movie's ticks a second; 0 where it does not tell. */
async function readTimescale(reader: BoundedReader, moov: Box): Promise<number> {
  const header = await contentOf(reader, await find(reader, moov, ['mvhd']), 24);
  // Version 1 has times of 64 bits ahead of what is read here.
  return number(header, header[0] === 1 ? 20 : 12);
}

async function readTrack(reader: BoundedReader, trak: Box, movieTimescale: number): Promise<Mp4Track> {
  const mediaHeader = await contentOf(reader, await find(reader, trak, ['mdia', 'mdhd']), 24);
  const { id, handler } = await readTrackHead(reader, trak);
  const table = await find(reader, trak, ['mdia', 'minf', 'stbl']);
  const times = await readTimes(reader, table && (await find(reader, table, ['stts'])));
  const sizes = await readSizes(reader, table && (await find(reader, table, ['stsz'])));
  // Version 1 has times of 64 bits ahead of what is read here.
  const timescale = number(mediaHeader, mediaHeader[0] === 1 ? 20 : 12);
  return {
    ...{ id, handler },
    frames: sizes?.frames ?? times.frames,
    seconds: timescale > 0 ? times.ticks / timescale : 0,
    longestSeconds: timescale > 0 ? times.longest / timescale : 0,
    damaged: times.damaged || (sizes?.damaged ?? false),
    edits: await readMp4Edits(reader, trak, movieTimescale),
  };
}

/** `stts`: runs of frames that last equally long. */
async function readTimes(reader: BoundedReader, box: Box | undefined) {
  const sum = { frames: 0, ticks: 0, longest: 0, damaged: false };
  if (!box) return sum;
  const table = await contentOf(reader, box, box.end - box.start);
  const runs = number(table, 4);
  sum.damaged = 8 + runs * 8 > box.end - box.start;
  for (let at = 8; at < 8 + runs * 8 && at + 8 <= table.length; at += 8) {
    const frames = table.readUInt32BE(at);
    sum.frames += frames;
    sum.ticks += frames * table.readUInt32BE(at + 4);
    if (frames > 0) sum.longest = Math.max(sum.longest, table.readUInt32BE(at + 4));
  }
  return sum;
}

/** `stsz`: how many bytes each frame has; null where there is no such table. */
async function readSizes(reader: BoundedReader, box: Box | undefined) {
  if (!box) return null;
  const table = await contentOf(reader, box, 12);
  const frames = number(table, 8);
  const oneSizeForAll = number(table, 4) > 0;
  return { frames, damaged: !oneSizeForAll && 12 + frames * 4 > box.end - box.start };
}
