import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  cutPieces,
  nextPortion,
  type Piece,
  type PieceFacts,
  pieceIndexes,
  pieceSource,
  readPieceIndex,
  type SegmentSource,
} from '../../../media/segments/index.ts';
import { type MadeUp, madeUpFilm } from './madeUpFilm.ts';

const MAX_BYTES = 60_000;
const SIZE = 2 ** 40;

/** What became of pieces and portions by the pieces' own indexes, held against the same by the whole. */
interface Compared {
  alike: Piece[];
  others: Piece[];
  /** Pieces that have no index. */
  without: Piece[];
}

async function compare(films: { source: SegmentSource; facts: PieceFacts }[]): Promise<Compared> {
  const compared: Compared = { alike: [], others: [], without: [] };
  for (const { source, facts } of films) {
    const indexOf = pieceIndexes(source, facts, MAX_BYTES);
    for (const piece of cutPieces(facts.plan, facts.grid, 2)) {
      const index = indexOf(piece);
      const pictures = index && (await readPieceIndex(index, SIZE));
      if (!pictures) {
        compared.without.push(piece);
        continue;
      }
      for (const part of [piece, ...portionsOf(piece, facts)]) {
        const isAlike = isDeepStrictEqual(
          pieceSource(pictures, facts, part),
          pieceSource(source, facts, part),
        );
        compared[isAlike ? 'alike' : 'others'].push(part);
      }
    }
  }
  return compared;
}

function portionsOf(piece: Piece, facts: PieceFacts): Piece[] {
  const portions: Piece[] = [];
  for (let made = 0; made < piece.frames; made += portions.at(-1)?.frames ?? 0) {
    portions.push(nextPortion(facts, piece, made, 1 / 4));
  }
  return portions;
}

function madeUpFilms(count: number, made: MadeUp = {}) {
  return Array.from({ length: count }, (_, index) => madeUpFilm(index + 1, made));
}

function firstIndex({ source, facts }: { source: SegmentSource; facts: PieceFacts }): Buffer {
  const [piece] = cutPieces(facts.plan, facts.grid, 2);
  const index = piece && pieceIndexes(source, facts, MAX_BYTES)(piece);
  if (!index) throw new Error('There is no index.');
  return index;
}

describe('by its own index a piece is what it is by the whole, and so is each portion of it', () => {
  it('of a hundred films of any rate, reordering and edits', async () => {
    const { alike, others, without } = await compare(madeUpFilms(100));
    expect([...others, ...without]).toEqual([]);
    expect(alike.length).toBeGreaterThan(1_000);
  });

  it.each<[string, MadeUp]>([
    ['that lies beyond 4 GB', { at: 2 ** 33 + 5 }],
    ['whose table lists every picture as a key frame', { keys: 'listed', from: 7 }],
    ['of key frames alone', { keys: 'untold' }],
    ['whose edit list begins between two key frames', { from: 5 }],
  ])('of a film %s', async (_, made) => {
    const { alike, others, without } = await compare(madeUpFilms(10, made));
    expect([...others, ...without]).toEqual([]);
    expect(alike.length).toBeGreaterThan(100);
  });
});

describe('a piece has no index of its own', () => {
  it('where that is larger than a message may be', () => {
    const { source, facts } = madeUpFilm(1);
    const [piece] = cutPieces(facts.plan, facts.grid, 2);
    const size = firstIndex({ source, facts }).length;
    expect(piece && pieceIndexes(source, facts, size)(piece)).toHaveLength(size);
    expect(piece && pieceIndexes(source, facts, size - 1)(piece)).toBeNull();
  });

  it('where something is shown behind its key frame that is decoded ahead of it, and by no other it is another', async () => {
    const { alike, others, without } = await compare(madeUpFilms(30).map(withStragglers));
    expect(without.length).toBeGreaterThan(0);
    expect(others).toEqual([]);
    expect(alike.length).toBeGreaterThan(100);
  });
});

/** What is decoded last ahead of a key frame changes places with what is decoded next behind it. */
function withStragglers({ source, facts }: ReturnType<typeof madeUpFilm>) {
  const { samples } = source.picture;
  const later = samples.later.slice();
  const momentOf = (sample: number) => (samples.decoded[sample] ?? 0) + (samples.later[sample] ?? 0);
  for (const key of samples.keys?.slice(1) ?? []) {
    later[key - 1] = momentOf(key + 1) - (samples.decoded[key - 1] ?? 0);
    later[key + 1] = momentOf(key - 1) - (samples.decoded[key + 1] ?? 0);
  }
  return { facts, source: { ...source, picture: { ...source.picture, samples: { ...samples, later } } } };
}

describe('no index is taken', () => {
  const index = firstIndex(madeUpFilm(1));

  it.each([
    ['that is cut off', index.subarray(0, -9)],
    ['with a byte that is another', Buffer.from(index.map((byte, at) => (at === 100 ? byte ^ 1 : byte)))],
    ['that is empty', Buffer.alloc(0)],
    ['that is something else', Buffer.from('index')],
  ])('%s', async (_, damaged) => {
    expect(await readPieceIndex(damaged, SIZE)).toBeNull();
  });

  it('by which pictures lie past the end of their source', async () => {
    expect(await readPieceIndex(index, 6_000)).toBeNull();
  });
});
