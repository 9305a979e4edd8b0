import type { Box } from './box.ts';

/** Samples that stand one behind the other in a file. */
export interface Chunk {
  at: number;
  samples: number;
  /** Which of the sample descriptions they go by, from 1. */
  entry: number;
}

/** `stts`: how long each sample lasts, ticks, in runs of equal ones. */
export function durationTable(ticks: Iterable<number>): Box {
  return fullBox('stts', runsOf(ticks));
}

/** `ctts`: how much later than decoded each is shown, ticks; null where none is. Version 1 where some are shown earlier. */
export function offsetTable(ticks: number[] | Int32Array): Box | null {
  if (ticks.every(one => one === 0)) return null;
  return fullBox('ctts', runsOf(ticks), ticks.some(one => one < 0) ? 1 : 0);
}

/** `stss`: the samples at which decoding can begin, from 0; null where that is each. */
export function keyTable(keys: number[] | null): Box | null {
  return keys === null
    ? null
    : fullBox(
        'stss',
        keys.map(key => [key + 1]),
      );
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
  const runs = chunks.flatMap(({ samples, entry }, index) => {
    const before = chunks[index - 1];
    return before?.samples === samples && before.entry === entry ? [] : [[index + 1, samples, entry]];
  });
  return fullBox('stsc', runs);
}

/** `co64`, or where 32 bits are enough and asked for `stco`: where each chunk starts. */
export function placeTable(places: number[], { long }: { long: boolean }): Box {
  if (!long)
    return fullBox(
      'stco',
      places.map(place => [place]),
    );
  const body = Buffer.alloc(8 + places.length * 8);
  body.writeUInt32BE(places.length, 4);
  places.forEach((place, index) => void body.writeBigUInt64BE(BigInt(place), 8 + index * 8));
  return { type: 'co64', body };
}

/** Runs of equal values as [how many, which]. */
function runsOf(values: Iterable<number>): number[][] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.[1] === value) last[0] += 1;
    else runs.push([1, value]);
  }
  return runs;
}

/** A box with version, flags and a list of entries of 32 bits each. */
function fullBox(type: string, entries: number[][], version = 0): Box {
  const words = entries.flat();
  const body = Buffer.alloc(8 + words.length * 4);
  body.writeUInt8(version, 0);
  body.writeUInt32BE(entries.length, 4);
  words.forEach((value, index) => void body.writeUInt32BE(value >>> 0, 8 + index * 4));
  return { type, body };
}
