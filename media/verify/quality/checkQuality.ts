import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import type { Measured } from '../../ffmpeg/ffmpegArgs.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Bench } from '../../run/bench.ts';
import { METRIC_REPORT } from './metricFilter.ts';
import { qualityArgs } from './qualityArgs.ts';
import { readScores } from './readScores.ts';

/** Where an output lies and its source, and how ffmpeg is run beside them. */
export interface QualityWork extends Pick<Bench, 'folder' | 'input' | 'run'> {
  output: string;
}

type Quality = NonNullable<Plan['quality']>;

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
  const { quality } = plan;
  if (quality === null) return;
  const args = qualityArgs(plan, quality, measured, { input, output });
  await holdToFloor(args, { quality, frames: plan.frames }, { folder, run });
}

/**
 * Runs a comparison that writes METRIC_REPORT, and holds its mean against the floor.
 * @throws as checkQuality.
 */
export async function holdToFloor(
  args: string[],
  { quality: { metric, floor }, frames: planned }: { quality: Quality; frames: number },
  { folder, run }: Pick<Bench, 'folder' | 'run'>,
): Promise<void> {
  await run(args, { fileBytes: 1024 * 1024 + LINE_BYTES * 2 * planned });
  const { mean, worst, frames } = await readScores(join(folder, METRIC_REPORT), metric);
  if (mean >= floor) return;
  throw new WorkError('quality-below-floor', {
    message: `The output's ${metric.toUpperCase()} against its source is ${show(mean)}; the preset's floor is ${floor}.`,
    detail: `mean of ${frames} frames, the worst has ${show(worst)}`,
  });
}

function show(score: number): string {
  return score.toFixed(4).replace(/\.?0+$/, '');
}
