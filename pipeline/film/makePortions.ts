import { availableParallelism } from 'node:os';
import type { Attempt } from '../../contract/job.ts';
import { stagedPieceKey } from '../../contract/keys/stagingKey.ts';
import {
  framesOf,
  type Portion,
  type StagedFile,
  type Step,
  type StepRecord,
} from '../../contract/ledger/film.ts';
import type { Bench } from '../../media/run/bench.ts';
import { makePiece, nextPortion, pieceSource, type SegmentSource } from '../../media/segments/index.ts';
import type { ComputeSize } from '../../prices/computeCost.ts';
import { atBench } from '../bench/atBench.ts';
import { isBlameless } from '../outcomes/retry.ts';
import { vcpusOf } from '../worker/vcpus.ts';
import type { Worker } from '../worker/worker.ts';
import type { HeldStep } from './doStep.ts';
import type { Film } from './film.ts';

/** In so many a piece is made whose worker was lost or had to end, in so many times so many after two. */
const PORTIONS = 4;

/** What a piece was put aside as: one file, or several. */
export type PutAside = { staged: StagedFile } | { portions: Portion[] };

/** Ranged reads of the source. */
export type Read = Parameters<typeof makePiece>[1];

/** A step that is held, and what is known of it from before. */
export interface Making {
  held: HeldStep;
  seen: StepRecord | null;
}

/**
 * Makes a piece at once, or where workers of it were lost or had to end in portions, each of them noted as soon as it is made: the next one
 * that is lost costs no more than its portion. What earlier ones have noted is not made again.
 */
export async function makePortions(
  { film, step, name }: { film: Film; step: Step; name: number },
  { held, seen }: Making,
  { segments, read }: { segments: SegmentSource; read: Read },
  worker: Worker,
): Promise<PutAside> {
  const { pieces, facts } = film.cut;
  const piece = pieces[name];
  if (!piece) throw new TypeError(`The film has no piece ${name}.`);
  const threads = threadsIn(worker.settings.size);
  const share = 1 / PORTIONS ** held.attempts.filter(wasCutShort).length;
  const portions = [...(seen?.portions ?? [])];
  for (;;) {
    const made = framesOf(portions);
    const next = nextPortion(facts, piece, made, share);
    const make = async (bench: Bench) =>
      (await makePiece(pieceSource(segments, facts, next), read, bench, threads)).path;
    const staged = await putAside({ film, step, fromFrame: made }, held, worker, make);
    if (next.frames === piece.frames) return { staged };
    portions.push({
      ...{ ...staged, frames: next.frames },
      ...{ attempt: held.attempts.length, encodeSeconds: held.encoding.seconds },
    });
    if (made + next.frames === piece.frames) return { portions };
    await held.keep(portions);
  }
}

/** Makes a file at a bench of its own, and puts it aside. */
export async function putAside(
  { film, step, fromFrame }: { film: Film; step: Step; fromFrame?: number },
  held: HeldStep,
  { settings, ports }: Worker,
  make: (bench: Bench) => Promise<string>,
): Promise<StagedFile> {
  const key = stagedPieceKey(step, held.attempts.length, film.cut.facts.plan.container, fromFrame);
  const to = { bucket: film.job.outputBucket, key };
  return await atBench(
    held,
    settings,
    () => {},
    async (bench, signal) => await ports.outputs.stageFile(await make(bench), to, signal),
  );
}

/** All that a worker has; no more than this machine. A small one has one core. */
function threadsIn(size: ComputeSize): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(vcpusOf(size))));
}

/** Its worker was lost, or had to end. */
function wasCutShort({ outcome }: Attempt): boolean {
  return outcome !== undefined && (outcome === 'lost' || isBlameless({ code: outcome }));
}
