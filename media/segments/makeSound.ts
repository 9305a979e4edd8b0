import { join } from 'node:path';
import { soundArgs } from '../ffmpeg/soundArgs.ts';
import { outputBudget } from '../plan/outputBudget.ts';
import type { Plan } from '../plan/plan.ts';
import type { Bench } from '../run/bench.ts';
import type { MeasuredSource } from '../video/encodeVideo.ts';
import { prepareEncode } from '../video/prepareEncode.ts';

/**
 * Makes the sound of the whole from the bench's source, which may be the one that measurePieces leaves. Returns its path:
 * an MP4 of sound alone.
 * @throws {WorkError} runFfmpeg's.
 */
export async function makeSound(
  { plan, timeline, grid }: MeasuredSource,
  audio: NonNullable<Plan['audio']>,
  bench: Bench,
): Promise<string> {
  const { folder, input, run, onProgress } = bench;
  const path = join(folder, `sound.${plan.container}`);
  const measured = await prepareEncode(plan, timeline, grid, bench);
  await run(soundArgs(plan, audio, { input, output: path }, measured), {
    fileBytes: outputBudget(plan).bytes,
    onProgress: ({ outTimeSeconds }) => onProgress(outTimeSeconds / plan.durationSeconds),
  });
  return path;
}
