import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readScores } from '../../../media/verify/quality/readScores.ts';
import { ffmpeg as runFfmpeg } from '../../support/clip.ts';

/** A film that outputs are held beside, and its size in pixels. */
export interface Original {
  path: string;
  width: number;
  height: number;
}

/**
 * VMAF of an output beside what it was made of, scaled to its size, so that scalers are judged too: the mean over all
 * frames, 100 is the same. @throws {Error} where this ffmpeg has no libvmaf.
 */
export async function vmaf(
  ffmpeg: string,
  output: string,
  { path, width, height }: Original,
  folder: string,
): Promise<number> {
  const report = `${randomUUID()}.csv`;
  const measure = `libvmaf=log_path=${report}:log_fmt=csv:n_threads=${availableParallelism()}`;
  const sized = `scale=${width}:${height}:flags=bicubic,format=yuv420p`;
  const graph = `[0:v]${sized}[made];[1:v]format=yuv420p[meant];[made][meant]${measure}`;
  const args = ['-i', output, '-i', path, '-lavfi', graph, '-f', 'null', '-'];
  await runFfmpeg(args, folder, ffmpeg);
  const { mean } = await readScores(join(folder, report), 'vmaf');
  rmSync(join(folder, report));
  return mean;
}

/** Whether this ffmpeg can measure VMAF: Debian's cannot. */
export async function hasVmaf(ffmpeg: string): Promise<boolean> {
  return (await runFfmpeg(['-filters'], undefined, ffmpeg)).includes(' libvmaf ');
}
