import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { WorkError } from '../../../failures/workError.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';

type Metric = NonNullable<VideoPreset['quality']>['metric'];

export interface Scores {
  mean: number;
  worst: number;
  frames: number;
}

/**
 * The scores in a report, one line a frame, as ffmpeg's ssim filter (`n:1 Y:0.99 ... All:0.98 (18.1)`) or libvmaf's
 * CSV (a column `vmaf`) has them.
 * @throws {WorkError} preset/quality-unmeasured where there is none.
 */
export async function readScores(report: string, metric: Metric): Promise<Scores> {
  const scoreIn = metric === 'ssim' ? ssimIn : vmafReader();
  let sum = 0;
  let worst = Number.POSITIVE_INFINITY;
  let frames = 0;
  for await (const line of createInterface({ input: createReadStream(report) })) {
    const score = scoreIn(line);
    if (!Number.isFinite(score)) continue;
    sum += score;
    worst = Math.min(worst, score);
    frames += 1;
  }
  if (frames > 0) return { mean: sum / frames, worst, frames };
  throw new WorkError('quality-unmeasured', {
    message: `ffmpeg compared no frame of the output with its source, so that its ${metric.toUpperCase()} is unknown.`,
  });
}

function ssimIn(line: string): number {
  return Number.parseFloat(/ All:(\S+)/.exec(line)?.[1] ?? '');
}

/** The header's line tells which column it is. */
function vmafReader(): (line: string) => number {
  let column = -1;
  return line => {
    const cells = line.split(',');
    if (column === -1) {
      column = cells.indexOf('vmaf');
      return Number.NaN;
    }
    return Number.parseFloat(cells[column] ?? '');
  };
}
