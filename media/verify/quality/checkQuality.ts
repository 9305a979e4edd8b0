import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import type { Measured } from '../../ffmpeg/ffmpegArgs.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Bench } from '../../run/bench.ts';
import { qualityArgs } from './qualityArgs.ts';
import { readScores } from './readScores.ts';

/** Where an output lies and its source, and how ffmpeg is run beside them. */
export interface QualityWork extends Pick<Bench, 'folder' | 'input' | 'run'> {
  output: string;
}

const REPORT = 'quality.txt';

/** Of one frame in the report, with room. */
const LINE_BYTES = 512;

/**
 * Holds an output's likeness to its source, as the preset's metric measures it, against the preset's floor; the mean
 * over all frames counts. Nothing happens where the preset has no floor.
 * @throws {WorkError} preset/quality-below-floor with the numbers, and runFfmpeg's.
 */
export async function checkQuality(
  plan: Plan,
  measured: Measured,
  { folder, input, output, run }: QualityWork,
): Promise<void> {
  if (plan.quality === null) return;
  const { metric, floor } = plan.quality;
  const fileBytes = 1024 * 1024 + LINE_BYTES * 2 * plan.frames;
  const files = { input, output, threads: availableParallelism() };
  await run(qualityArgs(plan, plan.quality, measured, REPORT, files), { fileBytes });
  const { mean, worst, frames } = await readScores(join(folder, REPORT), metric);
  if (mean >= floor) return;
  throw new WorkError('quality-below-floor', {
    message: `The output's ${metric.toUpperCase()} against its source is ${show(mean)}; the preset's floor is ${floor}.`,
    detail: `mean of ${frames} frames, the worst has ${show(worst)}`,
  });
}

function show(score: number): string {
  return score.toFixed(4).replace(/\.?0+$/, '');
}
