import { type BoundedReader, boundedReader, type ReadRange } from '../containers/bytes/boundedReader.ts';
import { walkBoxes } from '../containers/mp4/mp4Boxes.ts';
import { type Box, boxAt, boxBytes, bytesAt, childrenOf, parseBoxes, word } from './box.ts';
import { timescaleIn } from './headers.ts';
import { UnfitIndex } from './unfitIndex.ts';

/** An MP4's or MOV's index in memory. */
export interface Movie {
  sizeBytes: number;
  /** The box that says what the file is, as it stands there; empty where there is none. */
  brand: Buffer;
  /** What `moov` holds. */
  boxes: Box[];
  tracks: MovieTrack[];
  /** Where the index ends. */
  endAt: number;
}

export interface MovieTrack {
  id: number;
  /** `vide`, `soun`, ... */
  handler: string;
  /** Ticks a second. */
  timescale: number;
  /** What its `trak` holds. */
  boxes: Box[];
  /** What its `stbl` holds. */
  tables: Box[];
}

/** An index of eight hours has some 30 MB; all of it is held in memory. */
const MAX_INDEX_BYTES = 64 * 1024 * 1024;

/** For the headers of the boxes at the top, of which there are a handful. */
const WALK_BYTES = 16 * 1024 * 1024;

/**
 * Reads the index of all samples, and nothing of the samples.
 * @throws {UnfitIndex} where there is none: another container, fragments, an index that is broken or too large.
 */
export async function readMovie(readRange: ReadRange, sizeBytes: number): Promise<Movie> {
  const movie = await readHead(readRange, sizeBytes);
  if (isFragmented(movie)) throw new UnfitIndex('It is in fragments, and has no index of all its samples.');
  return movie;
}

/**
 * Reads what stands ahead of all samples; of a movie in fragments that is no index yet.
 * @throws {UnfitIndex} where there is none, or it is broken or too large.
 */
export async function readHead(readRange: ReadRange, sizeBytes: number): Promise<Movie> {
  const reader = boundedReader(readRange, sizeBytes, WALK_BYTES + MAX_INDEX_BYTES);
  const { brand, moov } = await findIndex(reader, sizeBytes);
  const length = moov.end - moov.start;
  if (length > MAX_INDEX_BYTES) throw new UnfitIndex(`Its index has ${length} bytes, too many to be held.`);
  const boxes = parseBoxes(Buffer.from(await reader.read(moov.start, length)));
  const tracks = boxes.filter(({ type }) => type === 'trak').map(trak => trackOf(childrenOf(trak)));
  return { sizeBytes, brand, boxes, tracks, endAt: moov.end };
}

export function isFragmented({ boxes }: Movie): boolean {
  return boxAt(boxes, 'mvex') !== undefined;
}

async function findIndex(reader: BoundedReader, sizeBytes: number) {
  let brand: Buffer = Buffer.alloc(0);
  for await (const { type, at, start, end } of walkBoxes(reader, 0, sizeBytes)) {
    if (end > sizeBytes) break;
    if (type === 'ftyp') brand = boxBytes({ type, body: Buffer.from(await reader.read(start, end - start)) });
    if (type === 'moov') return { brand, moov: { at, start, end } };
  }
  throw new UnfitIndex('It has no whole index of its samples, as MP4 and MOV have.');
}

function trackOf(boxes: Box[]): MovieTrack {
  const header = bytesAt(boxes, 'tkhd');
  const tables = childrenOf(boxAt(boxes, 'mdia', 'minf', 'stbl'));
  return {
    // Version 1 has times of 64 bits ahead of the id.
    id: word(header, header[0] === 1 ? 20 : 12),
    handler: bytesAt(boxes, 'mdia', 'hdlr').toString('latin1', 8, 12),
    timescale: timescaleIn(bytesAt(boxes, 'mdia', 'mdhd')),
    ...{ boxes, tables },
  };
}
