import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { pieceOf, type Step, soundPieceOf } from '../../contract/ledger/film.ts';
import type { PieceName } from '../../contract/messages/piece.ts';
import type { Bench } from '../../media/run/bench.ts';
import {
  makePiece,
  makeSound,
  makeSoundPiece,
  measurePieces,
  NotForSegments,
  nextPortion,
  nextSoundPortion,
  pieceSource,
  readPieceIndex,
  readSource,
  type SegmentSource,
} from '../../media/segments/index.ts';
import type { ComputeSize } from '../../prices/computeCost.ts';
import { vcpusOf } from '../worker/vcpus.ts';
import type { Worker } from '../worker/worker.ts';
import type { Film } from './film.ts';
import { type Making, makePortions, type PutAside, putAside } from './makePortions.ts';

/** Ranged reads of the source. */
type Read = Parameters<typeof makePiece>[1];

/** Makes a piece of a film, of its pictures or its sound, or the sound of the whole, checks it and puts it aside. */
export async function makePieceOf(
  film: Film,
  step: Step & { name: PieceName },
  making: Making,
  worker: Worker,
): Promise<PutAside> {
  const { job, cut } = film;
  const { facts, sound } = cut;
  const read: Read = (offset, length) => worker.ports.sources.readRange(job.source, offset, length);
  const wholeIndex = () => readSource(read, job.source.sizeBytes, facts.plan);
  const { name } = step;
  const [piece, soundPiece] = [pieceOf(name, cut), soundPieceOf(name, cut)];
  if (piece) {
    const threads = threadsIn(worker.settings.size);
    const { pieceIndex } = making.held.received;
    const pictures =
      (pieceIndex && (await readPieceIndex(pieceIndex, job.source.sizeBytes))) ?? (await wholeIndex());
    return await makePortions({ film, step }, making, worker, {
      whole: piece,
      next: (made, share) => nextPortion(facts, piece, made, share),
      make: async (portion, bench) =>
        (await makePiece(pieceSource(pictures, facts, portion), read, bench, threads)).path,
    });
  }
  const segments = await wholeIndex();
  if (sound && soundPiece) {
    return await makePortions({ film, step }, making, worker, {
      whole: soundPiece,
      next: (made, share) => nextSoundPortion(soundPiece, made, share),
      make: (portion, bench) =>
        makeSoundPiece(segments, { plan: facts.plan, cut: sound.cut, piece: portion }, read, bench),
    });
  }
  if (name !== 'sound') throw new TypeError(`The film has no piece ${name}.`);
  const make = (bench: Bench) => soundOf(film, segments, read, bench);
  return { staged: await putAside({ film, step }, making.held, worker, make) };
}

/** What whoever cut the film has measured of its sound is measured again, for it is too much to be told. */
async function soundOf({ cut }: Film, segments: SegmentSource, read: Read, bench: Bench): Promise<string> {
  const { plan, grid } = cut.facts;
  const measured = await measurePieces({
    first: plan,
    source: segments,
    readRange: read,
    bench,
    replan: () => plan,
  });
  if (!measured.plan.audio || !isDeepStrictEqual(measured.grid, grid)) {
    throw new NotForSegments('Its sound was measured in two ways.');
  }
  return await makeSound(measured, measured.plan.audio, bench);
}

/** All that a worker has; no more than this machine. A small one has one core. */
function threadsIn(size: ComputeSize): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(vcpusOf(size))));
}
