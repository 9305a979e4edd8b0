import { type Box, boxAt, bytesAt, word } from './box.ts';
import { chunksOf } from './chunks.ts';
import { UnfitIndex } from './unfitIndex.ts';

/** A track's samples by its tables (ISO 14496-12, 8.6 and 8.7), in the order of decoding. Times are ticks of its clock. */
export interface Samples {
  count: number;
  /** When each is decoded, and at the end when the last one is over. */
  decoded: Float64Array;
  /** How much later each is shown. */
  later: Int32Array;
  bytes: Uint32Array;
  /** Where each stands in the file. */
  at: Float64Array;
  /** Which of the sample descriptions it goes by, from 1. */
  entry: Uint32Array;
  /** Those at which decoding can begin, in order; null where that is each. */
  keys: number[] | null;
}

/** Eight hours at 120 pictures a second. A table of one size for all could claim billions. */
const MAX_SAMPLES = 8 * 3600 * 120;

/** What lasts longer is meant to be below zero, which the standard does not allow, and every reader makes up for it in its own way. */
const MAX_TICKS = 2 ** 31;

/** @throws {UnfitIndex} where the tables do not fit together. */
export function readSamples(stbl: Box[]): Samples {
  const sizes = bytesAt(stbl, 'stsz');
  const count = word(sizes, 8);
  if (count === 0 || count > MAX_SAMPLES) throw unfit();
  const same = word(sizes, 4);
  if (same === 0 && sizes.length < 12 + count * 4) throw unfit();
  const bytes = new Uint32Array(count).map((_, index) => same || sizes.readUInt32BE(12 + index * 4));
  const keys = boxAt(stbl, 'stss') ? keysIn(bytesAt(stbl, 'stss'), count) : null;
  return {
    ...{ count, bytes, keys },
    decoded: decodingTimes(bytesAt(stbl, 'stts'), count),
    later: compositionOffsets(bytesAt(stbl, 'ctts'), count),
    ...placesOf(stbl, bytes),
  };
}

function decodingTimes(table: Buffer, count: number): Float64Array {
  const decoded = new Float64Array(count + 1);
  let sample = 0;
  for (const [run, ticks] of pairsIn(table)) {
    if (ticks > MAX_TICKS) throw unfit();
    for (let left = Math.min(run, count - sample); left > 0; left -= 1) {
      decoded[sample + 1] = (decoded[sample] ?? 0) + ticks;
      sample += 1;
    }
  }
  if (sample < count) throw unfit();
  return decoded;
}

/** Below zero too, whatever the table's version says: some writers have it so, and everybody reads it so. */
function compositionOffsets(table: Buffer, count: number): Int32Array {
  const later = new Int32Array(count);
  let sample = 0;
  for (const [run, ticks] of pairsIn(table)) {
    const end = Math.min(count, sample + run);
    later.fill(ticks | 0, sample, end);
    sample = end;
  }
  return later;
}

function* pairsIn(table: Buffer): Generator<[number, number]> {
  const end = Math.min(table.length, 8 + word(table, 4) * 8);
  for (let at = 8; at + 8 <= end; at += 8) yield [table.readUInt32BE(at), table.readUInt32BE(at + 4)];
}

function keysIn(table: Buffer, count: number): number[] {
  const listed = Math.min(word(table, 4), Math.floor((table.length - 8) / 4));
  const keys = Array.from(
    { length: Math.max(0, listed) },
    (_, index) => table.readUInt32BE(8 + index * 4) - 1,
  );
  return keys.filter(key => key >= 0 && key < count).sort((a, b) => a - b);
}

function placesOf(stbl: Box[], bytes: Uint32Array): Pick<Samples, 'at' | 'entry'> {
  const [at, entry] = [new Float64Array(bytes.length), new Uint32Array(bytes.length)];
  let sample = 0;
  for (const chunk of chunksOf(stbl)) {
    let place = chunk.at;
    const end = Math.min(bytes.length, sample + chunk.samples);
    for (; sample < end; sample += 1) {
      at[sample] = place;
      entry[sample] = chunk.entry;
      place += bytes[sample] ?? 0;
    }
  }
  if (sample < bytes.length) throw unfit();
  return { at, entry };
}

function unfit(): UnfitIndex {
  return new UnfitIndex('The tables of its index do not fit together.');
}
