import { join } from 'node:path';
import { ffmpegArgs } from '../ffmpeg/ffmpegArgs.ts';
import { encodeTakesLooks } from '../ffmpeg/look/sourceLookArgs.ts';
import type { Timeline } from '../measure/measureSource.ts';
import { outputBudget } from '../plan/outputBudget.ts';
import type { Plan } from '../plan/plan.ts';
import { OWN_DATA_BYTES } from '../probe/analysis/dataBudget.ts';
import type { Probe } from '../probe/probe.ts';
import { probeFile } from '../probe/probeFile.ts';
import type { Bench } from '../run/bench.ts';
import type { Grid } from '../timeline/layGrid.ts';
import { checkLook } from '../verify/look/checkLook.ts';
import { probeOutput } from '../verify/output/probeOutput.ts';
import { verifyOutput } from '../verify/output/verifyOutput.ts';
import { checkQuality } from '../verify/quality/checkQuality.ts';
import { checkPictures } from './checkPictures.ts';
import { prepareEncode } from './prepareEncode.ts';

/** A source that is measured. */
export interface MeasuredSource {
  /** Its lengths and rate are measured. */
  plan: Plan;
  timeline: Timeline;
  grid: Grid;
}

/**
 * Encodes the bench's source, and holds what came out against what was planned and measured. `threads` bounds decoder and
 * encoder; without it ffmpeg uses every core.
 * @throws {WorkError} as checkDecoded, verifyOutput, checkLook and checkQuality say, and runFfmpeg's.
 */
export async function encodeVideo(
  { plan, timeline, grid }: MeasuredSource,
  bench: Bench,
  threads?: number,
): Promise<{ path: string; probed: Probe }> {
  const { folder, input, run, progressSeconds, onProgress } = bench;
  const path = join(folder, `output.${plan.container}`);
  const measured = await prepareEncode(plan, timeline, grid, bench);
  const files = { input, output: path, progressSeconds, ...(threads !== undefined && { threads }) };
  await run(ffmpegArgs(plan, files, measured), {
    fileBytes: outputBudget(plan).bytes,
    onProgress: ({ outTimeSeconds }) => onProgress(outTimeSeconds / plan.durationSeconds),
  });
  // Of a source that gives no picture at all there is no output to look at.
  await checkPictures(plan, timeline, folder);
  const probed = await probeOutput(() => probeFile(path, OWN_DATA_BYTES));
  verifyOutput(probed, plan, grid);
  await checkLook(plan, {
    ...{ folder, input, output: path, run },
    ...{ opened: measured.opened, moments: measured.moments },
    hasSourceLooks: encodeTakesLooks(plan, measured.sound),
  });
  await checkQuality(plan, measured, { folder, input, output: path, run });
  return { path, probed };
}
