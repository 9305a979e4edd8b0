import { WorkError } from '../../failures/workError.ts';
import type { ReadRange } from '../containers/bytes/boundedReader.ts';
import { writeExcerpt } from '../excerpts/writeExcerpt.ts';
import type { Probe } from '../probe/probe.ts';
import type { Bench } from '../run/bench.ts';
import { encodeVideo } from '../video/encodeVideo.ts';
import { checkTimes } from './checkTimes.ts';
import type { PieceSource } from './cut/pieceSource.ts';
import { verifyPiece } from './merge/verifyPiece.ts';

/**
 * Makes one piece: fetches what it needs of its source to `bench.input`, encodes it without sound on so many threads, and
 * checks it as any output. It is an MP4 that plays by itself, its index in front.
 * @throws {NotForSegments} as checkTimes, also where its check fails for that; {WorkError} as encodeVideo; what
 * `readRange` throws.
 */
export async function makePiece(
  piece: PieceSource,
  readRange: ReadRange,
  bench: Bench,
  threads: number,
): Promise<{ path: string; probed: Probe }> {
  await writeExcerpt(bench.input, piece.excerpt, readRange);
  try {
    const made = await encodeVideo(piece, bench, threads);
    await checkTimes(piece, bench.folder);
    await verifyPiece(made.path, made.probed.sizeBytes, bench);
    return made;
  } catch (error) {
    if (error instanceof WorkError && error.failureClass !== 'transient') {
      await checkTimes(piece, bench.folder);
    }
    throw error;
  }
}
