import { constants, deflateSync, inflateSync } from 'node:zlib';
import type { PlacedSample } from '../../excerpts/chunkRuns.ts';
import { boxBytes } from '../../movie/box.ts';
import { readMovie } from '../../movie/readMovie.ts';
import { readSamples, type Samples } from '../../movie/samples.ts';
import type { Pictures } from './pictures.ts';
import { type Slice, samplesIn, sliceIndex } from './sliceMovie.ts';

/** Ahead of the file that an index is stands what is ahead of it in the source: a number of 32 bits and one of 64. */
const AHEAD_BYTES = 12;

/** An hour has some 180 of them: these take 40 ms instead of 100, and are a sixteenth larger. */
const LEVEL = constants.Z_BEST_SPEED;

/** Of an index, inflated; what is more is none. */
const MAX_BYTES = 1024 * 1024;

/**
 * An index of some samples of a source alone: an MP4 without its data, whose tables tell where each stands in the source. It is
 * deflated, with a checksum.
 */
export function writePieceIndex({ movie, picture }: Omit<Pictures, 'ahead'>, slice: Slice): Buffer {
  const { samples } = picture;
  const ahead = Buffer.alloc(AHEAD_BYTES);
  ahead.writeUInt32BE(slice.from, 0);
  ahead.writeBigUInt64BE(BigInt(samples.decoded[slice.from] ?? 0), 4);
  const index = sliceIndex(movie, picture, [slice], { delayTicks: 0, placed: placed(samples, slice) });
  return deflateSync(Buffer.concat([ahead, movie.brand, boxBytes(index)]), { level: LEVEL });
}

/** The pictures that such an index tells of a source of so many bytes; null where it is damaged, or of another source. */
export async function readPieceIndex(index: Uint8Array, sizeBytes: number): Promise<Pictures | null> {
  try {
    const bytes = inflateSync(index, { maxOutputLength: MAX_BYTES });
    const file = bytes.subarray(AHEAD_BYTES);
    const range = async (offset: number, length: number) => file.subarray(offset, offset + length);
    const movie = await readMovie(range, file.length);
    const [track] = movie.tracks;
    const samples = track && readSamples(track.tables);
    if (!samples || samples.at.some((at, sample) => at + (samples.bytes[sample] ?? 0) > sizeBytes))
      return null;
    const ahead = { samples: bytes.readUInt32BE(0), ticks: Number(bytes.readBigUInt64BE(4)) };
    return { movie, picture: { track, samples }, ahead };
  } catch {
    return null;
  }
}

function* placed({ at, bytes, entry }: Samples, slice: Slice): Generator<PlacedSample> {
  for (const sample of samplesIn(slice)) {
    yield { at: at[sample] ?? 0, bytes: bytes[sample] ?? 0, entry: entry[sample] ?? 1 };
  }
}
