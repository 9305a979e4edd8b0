import type { Box } from './box.ts';

/** Samples that stand one behind the other in a file. */
export interface Chunk {
  at: number;
  samples: number;
  /** Which of the sample descriptions they go by, from 1. */
  entry: number;
}

/** Of what stands in the higher of two words. */
const WORD = 2 ** 32;

/** `stts`: how long each sample lasts, ticks, in runs of equal ones. */
export function durationTable(ticks: Iterable<number>): Box {
  return fullBox('stts', runsOf(ticks), { words: 2 });
}

/** `ctts`: how much later than decoded each is shown, ticks; null where none is. Version 1 where some are shown earlier. */
export function offsetTable(ticks: number[] | Int32Array): Box | null {
  if (ticks.every(one => one === 0)) return null;
  return fullBox('ctts', runsOf(ticks), { words: 2, version: ticks.some(one => one < 0) ? 1 : 0 });
}

/** `stss`: the samples at which decoding can begin, from 0; null where that is each. */
export function keyTable(keys: number[] | null): Box | null {
  if (keys === null) return null;
  const numbers = keys.map(key => key + 1);
  return fullBox('stss', numbers, { words: 1 });
}

/** `stsz`. */
export function sizeTable(bytes: number[] | Uint32Array): Box {
  const body = Buffer.alloc(12 + bytes.length * 4);
  body.writeUInt32BE(bytes.length, 8);
  bytes.forEach((size, index) => void body.writeUInt32BE(size, 12 + index * 4));
  return { type: 'stsz', body };
}

/** `stsc`: how many samples are in each chunk. */
export function chunkTable(chunks: Chunk[]): Box {
  const runs: number[] = [];
  chunks.forEach(({ samples, entry }, index) => {
    const before = chunks[index - 1];
    if (before?.samples !== samples || before.entry !== entry) runs.push(index + 1, samples, entry);
  });
  return fullBox('stsc', runs, { words: 3 });
}

/** `co64`, or where 32 bits are enough and asked for `stco`: where each chunk starts. */
export function placeTable(places: number[], { long }: { long: boolean }): Box {
  if (!long) return fullBox('stco', places, { words: 1 });
  const body = Buffer.alloc(8 + places.length * 8);
  body.writeUInt32BE(places.length, 4);
  places.forEach((place, index) => {
    // Several times as fast as by way of a BigInt, of which an hour's index has a hundred thousand.
    body.writeUInt32BE(Math.floor(place / WORD), 8 + index * 8);
    body.writeUInt32BE(place % WORD, 12 + index * 8);
  });
  return { type: 'co64', body };
}

/** Runs of equal values: how many and which, one run behind the other. */
function runsOf(values: Iterable<number>): number[] {
  const runs: number[] = [];
  let [length, last] = [0, 0];
  for (const value of values) {
    if (length > 0 && value !== last) {
      runs.push(length, last);
      length = 0;
    }
    last = value;
    length += 1;
  }
  if (length > 0) runs.push(length, last);
  return runs;
}

/** A box with version, flags and a list of entries of so many words of 32 bits each. */
function fullBox(
  type: string,
  list: number[],
  { words, version = 0 }: { words: number; version?: number },
): Box {
  const body = Buffer.alloc(8 + list.length * 4);
  body.writeUInt8(version, 0);
  body.writeUInt32BE(list.length / words, 4);
  list.forEach((value, index) => void body.writeUInt32BE(value >>> 0, 8 + index * 4));
  return { type, body };
}
