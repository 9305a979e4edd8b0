import { WorkError } from '../../../failures/workError.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Bench } from '../../run/bench.ts';

/** The smallest comparison there is. */
const FRAME = 'color=size=64x64:duration=0.04';

/**
 * Tries whether this ffmpeg has the metric that the preset asks for, before anything is encoded. SSIM is in every
 * build, VMAF only in those with libvmaf.
 * @throws {WorkError} preset/no-vmaf
 */
export async function checkMetric({ quality }: Plan, { run }: Pick<Bench, 'run'>): Promise<void> {
  if (quality?.metric !== 'vmaf') return;
  const inputs = [FRAME, FRAME].flatMap(frame => ['-f', 'lavfi', '-i', frame]);
  try {
    await run([...quietArgs(), ...inputs, '-filter_complex', 'libvmaf', '-f', 'null', '-']);
  } catch (error) {
    if (!(error instanceof WorkError) || !/No such filter/.test(error.detail ?? '')) throw error;
    throw new WorkError('no-vmaf', { detail: error.detail ?? '' });
  }
}
