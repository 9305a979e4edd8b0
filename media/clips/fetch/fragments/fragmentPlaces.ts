import type { ReadRange } from '../../../containers/bytes/boundedReader.ts';
import { parseBoxes, word } from '../../../movie/box.ts';
import type { Movie } from '../../../movie/readMovie.ts';

/** Where a fragment begins, and about when the first of it is shown, seconds of its track's own clock. */
export interface FragmentPlace {
  at: number;
  seconds: number;
}

/** An index of eight hours, 20 bytes for each second. */
const MAX_INDEX_BYTES = 1024 * 1024;

/** Of `mfro`, and of a segment index's head. */
const TAIL_BYTES = 16;
const SIDX_HEAD_BYTES = 64;

/**
 * Where fragments begin, by an index at the end (`mfra`) or ahead of them (`sidx`); empty where there is none.
 * `track` is of the pictures.
 */
export async function fragmentPlaces(
  readRange: ReadRange,
  { sizeBytes, endAt, tracks }: Movie,
  track: number,
): Promise<FragmentPlace[]> {
  const timescale = tracks.find(({ id }) => id === track)?.timescale ?? 0;
  if (timescale === 0) return [];
  const ahead = await placesAhead(readRange, endAt, sizeBytes);
  return ahead.length > 0 ? ahead : await placesBehind(readRange, sizeBytes, { track, timescale });
}

/** `mfra` (ISO 14496-12, 8.8.9 to 8.8.11), whose length stands at the very end of the file. */
async function placesBehind(
  readRange: ReadRange,
  sizeBytes: number,
  { track, timescale }: { track: number; timescale: number },
): Promise<FragmentPlace[]> {
  const tail = Buffer.from(await readRange(Math.max(0, sizeBytes - TAIL_BYTES), TAIL_BYTES));
  const length = word(tail, 12);
  if (tail.toString('latin1', 4, 8) !== 'mfro' || length > Math.min(MAX_INDEX_BYTES, sizeBytes)) return [];
  const [index] = parseBoxes(Buffer.from(await readRange(sizeBytes - length, length)));
  if (index?.type !== 'mfra' || !Buffer.isBuffer(index.body)) return [];
  return parseBoxes(index.body)
    .filter(({ type, body }) => type === 'tfra' && Buffer.isBuffer(body) && word(body, 4) === track)
    .flatMap(({ body }) => [...accessPoints(body as Buffer, timescale)]);
}

function* accessPoints(table: Buffer, timescale: number): Generator<FragmentPlace> {
  const long = table[0] === 1;
  const lengths = word(table, 8);
  // Three numbers, each of one to four bytes.
  const rest = ((lengths >> 4) & 3) + ((lengths >> 2) & 3) + (lengths & 3) + 3;
  const size = (long ? 16 : 8) + rest;
  const end = Math.min(table.length, 16 + word(table, 12) * size);
  for (let at = 16; at + size <= end; at += size) {
    const ticks = long ? Number(table.readBigUInt64BE(at)) : word(table, at);
    yield {
      seconds: ticks / timescale,
      at: long ? Number(table.readBigUInt64BE(at + 8)) : word(table, at + 4),
    };
  }
}

/** `sidx` (ISO 14496-12, 8.16.3) of all segments, right behind the head. */
async function placesAhead(readRange: ReadRange, endAt: number, sizeBytes: number): Promise<FragmentPlace[]> {
  const head = Buffer.from(await readRange(endAt, Math.min(SIDX_HEAD_BYTES, sizeBytes - endAt)));
  const length = word(head, 0);
  if (head.toString('latin1', 4, 8) !== 'sidx' || length > MAX_INDEX_BYTES) return [];
  const table = Buffer.from(await readRange(endAt, length)).subarray(8);
  const long = table[0] === 1;
  const timescale = word(table, 8);
  const listAt = long ? 32 : 24;
  if (timescale === 0 || table.length < listAt) return [];
  const first = long ? Number(table.readBigUInt64BE(20)) : word(table, 16);
  let ticks = long ? Number(table.readBigUInt64BE(12)) : word(table, 12);
  let at = endAt + length + first;
  const places: FragmentPlace[] = [];
  const count = table.readUInt16BE(listAt - 2);
  for (let entry = listAt; places.length < count && entry + 12 <= table.length; entry += 12) {
    const size = word(table, entry);
    // The first bit tells of an index of further segments.
    if (size > 0x7fff_ffff) return [];
    places.push({ at, seconds: ticks / timescale });
    at += size;
    ticks += word(table, entry + 4);
  }
  // One that lists a single segment is of that alone, and others follow.
  return places.length > 1 ? places : [];
}
