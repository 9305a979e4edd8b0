import { type Box, bytesAt, word } from './box.ts';
import type { Chunk } from './tables.ts';
import { UnfitIndex } from './unfitIndex.ts';

/** Where each chunk of a track starts. */
export function chunkPlaces(stbl: Box[]): number[] {
  const short = bytesAt(stbl, 'stco');
  const table = short.length > 0 ? short : bytesAt(stbl, 'co64');
  const size = short.length > 0 ? 4 : 8;
  const count = Math.min(word(table, 4), Math.floor((table.length - 8) / size));
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    size === 4 ? table.readUInt32BE(8 + index * 4) : Number(table.readBigUInt64BE(8 + index * 8)),
  );
}

/**
 * The chunks of a track: `stsc` lists from which chunk on there are how many samples in each, and by which description.
 * @throws {UnfitIndex} where that list runs backwards.
 */
export function* chunksOf(stbl: Box[]): Generator<Chunk> {
  const places = chunkPlaces(stbl);
  const table = bytesAt(stbl, 'stsc');
  const runs = Math.min(word(table, 4), Math.floor((table.length - 8) / 12));
  for (let run = 0; run < runs; run += 1) {
    const at = 8 + run * 12;
    const [first, samples, entry] = [word(table, at), word(table, at + 4), word(table, at + 8)];
    const next = run + 1 < runs ? word(table, at + 12) : places.length + 1;
    if (next <= first) throw new UnfitIndex('The tables of its index do not fit together.');
    for (const place of places.slice(Math.max(0, first - 1), next - 1)) yield { at: place, samples, entry };
  }
}
