import { asBuffer } from './bytes/asBuffer.ts';
import type { BoundedReader } from './bytes/boundedReader.ts';

/** A chunk of a RIFF file: its name, where its content starts, and where it says it ends. */
export interface Chunk {
  name: string;
  /** Of a list: what it lists. */
  kind: string;
  start: number;
  end: number;
}

/** More chunks than this in a row, and the search is given up. */
const MAX_CHUNKS = 64;

/** Less than this behind the first RIFF is no further one. */
const MIN_RIFF_BYTES = 12;

/** Chunks that stand one after another; ends at `to`, or at what is no chunk. */
export async function* walkChunks(reader: BoundedReader, from: number, to: number): AsyncGenerator<Chunk> {
  let at = from;
  for (let chunks = 0; chunks < MAX_CHUNKS && at + 8 <= to; chunks += 1) {
    const header = asBuffer(await reader.read(at, 12));
    if (header.length < 8) return;
    const name = header.toString('latin1', 0, 4);
    const end = at + 8 + header.readUInt32LE(4);
    yield { name, kind: header.toString('latin1', 8, 12), start: at + 8, end };
    // Chunks begin at even places.
    at = end + (end % 2);
  }
}

/**
 * Whether an AVI ends before its last RIFF does, or its recorder died before it wrote how long the RIFF is. Some writers
 * leave the size open on purpose; those write an index behind the data all the same.
 */
export async function isAviCutOff(reader: BoundedReader, sizeBytes: number): Promise<boolean> {
  for await (const riff of walkChunks(reader, 0, sizeBytes)) {
    if (riff.name !== 'RIFF') return false;
    if (riff.end > sizeBytes) return true;
    if (riff.end <= riff.start + 4) return !(await hasIndex(reader, riff.start + 4, sizeBytes));
  }
  return false;
}

async function hasIndex(reader: BoundedReader, from: number, to: number): Promise<boolean> {
  for await (const chunk of walkChunks(reader, from, to)) {
    if (chunk.name === 'idx1') return true;
    if (chunk.end <= chunk.start + 4) return false;
  }
  return false;
}

/**
 * How many frames a video stream has by the index of an AVI; null where there is none, where it is cut, and where the
 * file goes on behind the first RIFF, of which alone it tells.
 */
export async function aviIndexFrames(
  reader: BoundedReader,
  sizeBytes: number,
  stream: number,
): Promise<number | null> {
  const riff = await first(walkChunks(reader, 0, sizeBytes));
  if (riff?.name !== 'RIFF' || riff.end + MIN_RIFF_BYTES <= sizeBytes) return null;
  for await (const chunk of walkChunks(reader, riff.start + 4, sizeBytes)) {
    if (chunk.name !== 'idx1') continue;
    if (chunk.end > sizeBytes) return null;
    return countFrames(asBuffer(await reader.read(chunk.start, chunk.end - chunk.start)), stream);
  }
  return null;
}

async function first(chunks: AsyncGenerator<Chunk>): Promise<Chunk | undefined> {
  for await (const chunk of chunks) return chunk;
  return undefined;
}

/** Entries of 16 bytes: the stream's number and what it is (`00dc`, `01wb`), flags, place, size. */
function countFrames(index: Buffer, stream: number): number {
  const number = String(stream).padStart(2, '0');
  let frames = 0;
  for (let at = 0; at + 16 <= index.length; at += 16) {
    const name = index.toString('latin1', at, at + 4);
    if (name === `${number}dc` || name === `${number}db`) frames += 1;
  }
  return frames;
}
