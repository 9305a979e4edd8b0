/** What is made of a film in pieces, everywhere at once: what others see of this room. */

export type { ByteRange, Excerpt } from '../excerpts/excerpt.ts';
export { cutPieces, nextPortion, type Piece } from './cut/cutPieces.ts';
export { type MeasuredPieces, measurePieces, measureSoundInPieces } from './cut/measurePieces.ts';
export { pieceIndexes } from './cut/pieceIndexes.ts';
export { type PieceFacts, type PieceSource, pieceFacts, pieceSource } from './cut/pieceSource.ts';
export { makePiece } from './makePiece.ts';
export { makeSound } from './makeSound.ts';
export { decodeSlices } from './merge/decodeSlices.ts';
export { joinSlices } from './merge/joinSlices.ts';
export { lengthOf, type Part } from './merge/layOut.ts';
export { filmParts, type Merged, mergePieces } from './merge/mergePieces.ts';
export { type ReadStaged, readMerged } from './merge/readMerged.ts';
export { readStaged, type Staged } from './merge/readStaged.ts';
export { MIN_PART_BYTES, type Placed, type Stretch, type StretchOf, stagedOf } from './merge/stretches.ts';
export { verifyMerged } from './merge/verifyMerged.ts';
export { NotForSegments, SoundNotInPieces } from './notForSegments.ts';
export { makeSoundPiece } from './sound/makeSoundPiece.ts';
export { cutSound, nextSoundPortion, type SoundCut, type SoundPiece } from './sound/soundCut.ts';
export { MORE_BITS, withMoreBits } from './sound/soundPieceArgs.ts';
export { secondsAhead } from './sound/soundStretch.ts';
export type { Pictures } from './source/pictures.ts';
export { readPieceIndex } from './source/pieceIndex.ts';
export { obstacleIn, readSource, type SegmentSource } from './source/segmentSource.ts';
