import { writePieceIndex } from '../source/pieceIndex.ts';
import type { SegmentSource } from '../source/segmentSource.ts';
import type { Piece } from './cutPieces.ts';
import { pieceSamples } from './pieceSamples.ts';
import type { PieceFacts } from './pieceSource.ts';
import { shownFilm } from './shownFilm.ts';

/** Where in a source a sample stands, and how large it is, no deflating makes smaller than some two bytes. */
const LEAST_BYTES_A_SAMPLE = 2;

/**
 * Writes for a piece the index of the samples that it needs of its source, by which pieceSource makes of it, and of each portion
 * of it, what it makes of it by the whole index. Null where that has more than so many bytes, or where the tables are so odd
 * that it would not.
 */
export function pieceIndexes(
  source: Pick<SegmentSource, 'movie' | 'picture'>,
  facts: PieceFacts,
  maxBytes: number,
): (piece: Piece) => Buffer | null {
  const film = shownFilm(source, facts);
  return piece => {
    const { slice, pictures } = pieceSamples(film, facts.grid, piece);
    // A picture that is decoded ahead of a key frame and shown behind it is not in the slice.
    if (pictures.some(({ sample }) => sample < slice.from)) return null;
    if ((slice.to - slice.from) * LEAST_BYTES_A_SAMPLE > maxBytes) return null;
    const index = writePieceIndex(source, slice);
    return index.length > maxBytes ? null : index;
  };
}
