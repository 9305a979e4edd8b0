import { stagedPieceKey } from '../../contract/keys/stagingKey.ts';
import {
  framesOf,
  type Portion,
  type StagedFile,
  type Step,
  type StepRecord,
} from '../../contract/ledger/film.ts';
import type { Bench } from '../../media/run/bench.ts';
import { atBench } from '../bench/atBench.ts';
import { timesCutShort } from '../outcomes/cutShort.ts';
import type { Worker } from '../worker/worker.ts';
import type { HeldStep } from './doStep.ts';
import type { Film } from './film.ts';

/** In so many a piece is made whose worker was lost or had to end, in so many times so many after two. */
const PORTIONS = 4;

/** A worker that lives makes each portion so many times as long as the one before. */
const GROWTH = 2;

/** What a piece was put aside as: one file, or several. */
export type PutAside = { staged: StagedFile } | { portions: Portion[] };

/** A step that is held, and what is known of it from before. */
export interface Making {
  held: HeldStep;
  seen: StepRecord | null;
}

/** How a piece of pictures or of sound is made of parts that are such pieces themselves. */
export interface Portioned<T extends { frames: number }> {
  whole: T;
  /** What comes behind so many frames: about that share of the whole. */
  next(made: number, share: number): T;
  /** Returns the file's path. */
  make(portion: T, bench: Bench): Promise<string>;
}

/**
 * Makes a piece at once, or where workers of it were lost or had to end in portions, each of them noted as soon as it is made: the next one
 * that is lost costs no more than its portion. What earlier ones have noted is not made again.
 */
export async function makePortions<T extends { frames: number }>(
  of: { film: Film; step: Step },
  { held, seen }: Making,
  worker: Worker,
  { whole, next, make }: Portioned<T>,
): Promise<PutAside> {
  const portions = [...(seen?.portions ?? [])];
  let share = 1 / PORTIONS ** timesCutShort(held.attempts);
  for (;;) {
    const made = framesOf(portions);
    const portion = next(made, share);
    const { frames } = portion;
    const staged = await putAside({ ...of, fromFrame: made }, held, worker, bench => make(portion, bench));
    if (frames === whole.frames) return { staged };
    portions.push({
      ...{ ...staged, frames },
      ...{ attempt: held.attempts.length, encodeSeconds: held.encoding.seconds },
    });
    if (made + frames === whole.frames) return { portions };
    await held.keep(portions);
    share = (GROWTH * frames) / whole.frames;
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
  held.keys.push(key);
  return await atBench(
    held,
    settings,
    () => {},
    async (bench, signal) => await ports.outputs.stageFile(await make(bench), to, signal),
  );
}
