import { isDeepStrictEqual } from 'node:util';
import type { Step } from '../../contract/ledger/film.ts';
import type { PieceName } from '../../contract/messages/piece.ts';
import type { Bench } from '../../media/run/bench.ts';
import {
  makeSound,
  makeSoundPiece,
  measurePieces,
  NotForSegments,
  readSource,
  type SegmentSource,
} from '../../media/segments/index.ts';
import type { Worker } from '../worker/worker.ts';
import type { Film } from './film.ts';
import { type Making, makePortions, type PutAside, putAside, type Read } from './makePortions.ts';

/** Makes a piece of a film, of its pictures or its sound, or the sound of the whole, checks it and puts it aside. */
export async function makePieceOf(
  film: Film,
  step: Step & { name: PieceName },
  making: Making,
  worker: Worker,
): Promise<PutAside> {
  const { source } = film.job;
  const read: Read = (offset, length) => worker.ports.sources.readRange(source, offset, length);
  const segments = await readSource(read, source.sizeBytes, film.cut.facts.plan);
  const { name } = step;
  if (typeof name === 'number')
    return await makePortions({ film, step, name }, making, { segments, read }, worker);
  const make = (bench: Bench) =>
    name === 'sound' ? soundOf(film, segments, read, bench) : soundPieceOf(film, name, segments, read, bench);
  return { staged: await putAside({ film, step }, making.held, worker, make) };
}

/** Short enough that one that is lost is simply made again. */
async function soundPieceOf(
  { cut: { facts, sound } }: Film,
  name: PieceName,
  segments: SegmentSource,
  read: Read,
  bench: Bench,
): Promise<string> {
  const piece = sound?.pieces.find(({ index }) => name === `sound-${index}`);
  if (!sound || !piece) throw new TypeError(`The film has no piece ${name}.`);
  return await makeSoundPiece(segments, { plan: facts.plan, cut: sound.cut, piece }, read, bench);
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
