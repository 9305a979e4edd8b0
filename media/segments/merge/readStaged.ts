import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import type { ByteRange } from '../../excerpts/excerpt.ts';
import type { Box } from '../../movie/box.ts';
import { type MovieTrack, readMovie } from '../../movie/readMovie.ts';
import { readSamples, type Samples } from '../../movie/samples.ts';

/** A file that a worker has made and put aside: the pictures of a piece, or the sound of the whole. */
export interface Staged {
  sizeBytes: number;
  /** Its `ftyp`. */
  brand: Buffer;
  /** What its `moov` holds. */
  boxes: Box[];
  /** Its only track. */
  track: MovieTrack;
  samples: Samples;
  /** Its samples, one behind the other. */
  payload: ByteRange;
}

/** The index of a piece of 20 s at 60 frames a second has some 25 KB. */
const FIRST_READ_BYTES = 64 * 1024;

/** Of `ftyp`, and of the head of any box. */
const SPARE_BYTES = 4 * 1024;

/**
 * Reads the head of a staged file: one request, or of long sound two.
 * @throws {Error} where it is not as makePiece and makeSound leave it.
 */
export async function readStaged(readRange: ReadRange, sizeBytes: number): Promise<Staged> {
  const first = await readRange(0, Math.min(sizeBytes, FIRST_READ_BYTES));
  const headBytes = indexEnd(Buffer.from(first)) + SPARE_BYTES;
  const head = headBytes <= first.length ? first : await readRange(0, Math.min(sizeBytes, headBytes));
  const { brand, boxes, tracks } = await readMovie(
    async (at, length) => head.subarray(at, at + length),
    sizeBytes,
  );
  const [track, ...others] = tracks;
  if (!track || others.length > 0) throw new Error('A staged file has one track.');
  const samples = readSamples(track.tables);
  return { sizeBytes, brand, boxes, track, samples, payload: payloadOf(samples, sizeBytes) };
}

/** Where the `moov` ends that follows the first box; 0 where another does. */
function indexEnd(head: Buffer): number {
  const at = head.readUInt32BE(0);
  if (at + 8 > head.length || head.toString('latin1', at + 4, at + 8) !== 'moov') return 0;
  return at + head.readUInt32BE(at);
}

function payloadOf({ at, bytes, count }: Samples, sizeBytes: number): ByteRange {
  const offset = at[0] ?? 0;
  let end = offset;
  for (let sample = 0; sample < count; sample += 1) {
    if (at[sample] !== end) throw new Error('The samples of a staged file do not follow one another.');
    end += bytes[sample] ?? 0;
  }
  if (end > sizeBytes) throw new Error('The samples of a staged file lie past its end.');
  return { offset, length: end - offset };
}
