import type { BoundedReader } from '../bytes/boundedReader.ts';
import { type Box, contentOf, find, number } from './mp4Boxes.ts';
import { readTrackHead } from './trackHead.ts';

/**
 * Where the last byte of a track's samples lies, by its own tables (ISO 14496-12, 8.7): the chunk that stands furthest
 * back, and the sizes of the samples in it. 0 where it has no samples, or its tables do not fit together.
 */
export async function sampleEnd(reader: BoundedReader, trak: Box): Promise<number> {
  const table = await find(reader, trak, ['mdia', 'minf', 'stbl']);
  if (!table) return 0;
  const chunks = await readChunks(reader, table);
  if (chunks.length === 0) return 0;
  const furthest = chunks.indexOf(chunks.reduce((a, b) => Math.max(a, b), 0));
  const samples = await samplesOf(reader, table, furthest);
  if (samples === null) return 0;
  const { handler } = await readTrackHead(reader, trak);
  const isSound = handler === 'soun';
  return (chunks[furthest] ?? 0) + (await sizeOf(reader, table, samples, isSound));
}

/** Where each chunk starts. */
async function readChunks(reader: BoundedReader, table: Box): Promise<number[]> {
  const short = await find(reader, table, ['stco']);
  const box = short ?? (await find(reader, table, ['co64']));
  if (!box) return [];
  const bytes = await contentOf(reader, box, box.end - box.start);
  const size = short ? 4 : 8;
  const count = Math.min(number(bytes, 4), Math.floor((bytes.length - 8) / size));
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    short ? bytes.readUInt32BE(8 + index * 4) : Number(bytes.readBigUInt64BE(8 + index * 8)),
  );
}

/** Which samples stand in a chunk, counted from 0: `stsc` lists from which chunk on there are how many. */
async function samplesOf(
  reader: BoundedReader,
  table: Box,
  chunk: number,
): Promise<{ first: number; count: number } | null> {
  const box = await find(reader, table, ['stsc']);
  if (!box) return null;
  const bytes = await contentOf(reader, box, box.end - box.start);
  let first = 0;
  for (let at = 8; at + 12 <= bytes.length; at += 12) {
    const [from, count] = [bytes.readUInt32BE(at) - 1, bytes.readUInt32BE(at + 4)];
    const until = at + 16 <= bytes.length ? bytes.readUInt32BE(at + 12) - 1 : Number.POSITIVE_INFINITY;
    if (chunk < until) return { first: first + (chunk - from) * count, count };
    first += (until - from) * count;
  }
  return null;
}

/**
 * Of so many samples in a row, bytes. Sound of one size for all is counted in QuickTime's own way, in samples of which a
 * packet holds many: there the size means another thing, and the chunk's start has to do. `stz2`, with sizes of 4 to 16 bits, is hardly ever
 * written, and not read.
 */
async function sizeOf(
  reader: BoundedReader,
  table: Box,
  { first, count }: { first: number; count: number },
  isSound: boolean,
): Promise<number> {
  const box = await find(reader, table, ['stsz']);
  const header = await contentOf(reader, box, 12);
  if (!box || header.length < 12) return 0;
  const same = number(header, 4);
  if (same > 0) return isSound ? 0 : same * count;
  const list = { ...box, start: box.start + 12 + first * 4 };
  const bytes = await contentOf(reader, list.start < box.end ? list : undefined, count * 4);
  let sum = 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) sum += bytes.readUInt32BE(at);
  return sum;
}
