import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import { type LookFiles, lookArgs } from '../../ffmpeg/look/lookArgs.ts';
import { LOOK_BYTES, lookName } from '../../ffmpeg/look/lookFile.ts';
import { lookFilters } from '../../ffmpeg/look/lookFilters.ts';
import type { LookMoment } from '../../ffmpeg/look/lookMoments.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Bench } from '../../run/bench.ts';
import { compareLooks, type LookPair } from './compareLooks.ts';

/** Where an output lies and its source, and how ffmpeg is run beside them. */
export interface LookWork extends LookFiles, Pick<Bench, 'folder' | 'run'> {
  moments: LookMoment[];
  /** The encode has written the looks of its source (sourceLookArgs). */
  hasSourceLooks: boolean;
}

/**
 * Looks at a few frames of the output beside the same ones of its source, small: upright, filled, in the right colours.
 * What cannot be compared (a still, a black film, frames that do not decode) is let pass.
 * @throws {WorkError} preset/output-mismatch that names what is wrong, and runFfmpeg's of class `transient`.
 */
export async function checkLook(
  plan: Plan,
  { folder, run, moments, hasSourceLooks, ...files }: LookWork,
): Promise<void> {
  if (lookFilters(plan) === null) return;
  try {
    await run(lookArgs(plan, moments, files, hasSourceLooks), { fileBytes: LOOK_BYTES * 2 });
  } catch (error) {
    if (!(error instanceof WorkError) || error.failureClass === 'transient') throw error;
    return;
  }
  const pairs = await Promise.all(moments.map((_, at) => readPair(folder, at)));
  const whole = pairs.filter(pair => pair !== null);
  // Where the encode met fewer pictures than moments, nobody knows which they are.
  if (hasSourceLooks && whole.length < moments.length) return;
  const flaws = compareLooks(whole, { sameColours: !plan.video.toneMap });
  if (flaws.length === 0) return;
  throw new WorkError('output-mismatch', {
    message: `The output does not look like its source: ${flaws.join('; ')}.`,
    detail: `frames at ${moments.map(({ outputSeconds }) => `${outputSeconds.toFixed(1)} s`).join(', ')} were held together`,
  });
}

/** Null where one of the two gave no frame. */
async function readPair(folder: string, at: number): Promise<LookPair | null> {
  const [meant, made] = await Promise.all(
    (['meant', 'made'] as const).map(async side => {
      const path = join(folder, lookName(side, at));
      const look = await readFile(path).catch(() => null);
      await rm(path, { force: true });
      return look?.length === LOOK_BYTES ? look : null;
    }),
  );
  return meant && made ? { meant, made } : null;
}
