import type { Chunk } from '../movie/tables.ts';

/** A sample where it comes to stand. */
export interface PlacedSample {
  at: number;
  bytes: number;
  /** Which of the sample descriptions it goes by, from 1. */
  entry: number;
}

/** Samples that stand one behind the other, and go by one description, are a chunk. */
export function chunkRuns(samples: Iterable<PlacedSample>): Chunk[] {
  const chunks: Chunk[] = [];
  let end = Number.NaN;
  for (const { at, bytes, entry } of samples) {
    const last = chunks.at(-1);
    if (last?.entry === entry && at === end) last.samples += 1;
    else chunks.push({ at, samples: 1, entry });
    end = at + bytes;
  }
  return chunks;
}
