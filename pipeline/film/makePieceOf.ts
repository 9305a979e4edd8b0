import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { stagedPieceKey } from '../../contract/keys/stagingKey.ts';
import type { StagedFile, Step } from '../../contract/ledger/film.ts';
import type { PieceName } from '../../contract/messages/piece.ts';
import type { Bench } from '../../media/run/bench.ts';
import {
  makePiece,
  makeSound,
  measurePieces,
  NotForSegments,
  pieceSource,
  readSource,
  type SegmentSource,
} from '../../media/segments/index.ts';
import { atBench } from '../bench/atBench.ts';
import { vcpusOf } from '../worker/vcpus.ts';
import type { Worker } from '../worker/worker.ts';
import type { HeldStep } from './doStep.ts';
import type { Film } from './film.ts';

/** Makes a piece of a film, or the sound of the whole, checks it and puts it aside. */
export async function makePieceOf(
  film: Film,
  step: Step & { name: PieceName },
  held: HeldStep,
  { settings, ports }: Worker,
): Promise<StagedFile> {
  const { source, outputBucket: bucket } = film.job;
  const { plan } = film.cut.facts;
  const read = (offset: number, length: number) => ports.sources.readRange(source, offset, length);
  return await atBench(
    held,
    settings,
    () => {},
    async (bench, signal) => {
      const segments = await readSource(read, source.sizeBytes, plan);
      const path =
        step.name === 'sound'
          ? await soundOf(film, segments, read, bench)
          : await pieceOf(film, step.name, segments, read, { bench, threads: threadsIn(settings.size) });
      const key = stagedPieceKey(step, held.attempts.length, plan.container);
      return await ports.outputs.stageFile(path, { bucket, key }, signal);
    },
  );
}

type Read = Parameters<typeof readSource>[0];

async function pieceOf(
  { cut }: Film,
  index: number,
  segments: SegmentSource,
  read: Read,
  { bench, threads }: { bench: Bench; threads: number },
): Promise<string> {
  const piece = cut.pieces[index];
  if (!piece) throw new TypeError(`The film has no piece ${index}.`);
  const { path } = await makePiece(pieceSource(segments, cut.facts, piece), read, bench, threads);
  return path;
}

/** What whoever cut the film has measured of its sound is measured again, for it is too much to be told. */
async function soundOf({ cut }: Film, segments: SegmentSource, read: Read, bench: Bench): Promise<string> {
  const { plan, grid } = cut.facts;
  const measured = await measurePieces(plan, segments, read, bench, () => plan);
  if (!measured.plan.audio || !isDeepStrictEqual(measured.grid, grid)) {
    throw new NotForSegments('Its sound was measured in two ways.');
  }
  return await makeSound(measured, measured.plan.audio, bench);
}

/** All that a function has; no more than this machine. A small one has one core. */
function threadsIn({ memoryMb }: { memoryMb: number }): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(vcpusOf(memoryMb))));
}
