import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import type { Bench } from '../../run/bench.ts';
import { oneClockArgs } from '../args/footageArgs.ts';
import type { ImagePlan } from '../plan/planImages.ts';

const COPY = 'one-clock.ts';

/** A copy takes about what the source does; the bound is for a source that would make it grow without end. */
const MAX_GROWTH = 1.25;
const SPARE_BYTES = 16 * 1024 * 1024;

/**
 * Whether an MPEG stream holds more than its clock tells, seconds measured by its packets: it was joined from several,
 * and at each seam the clock is set back.
 */
export function isJoined(plan: ImagePlan, measuredSeconds: number): boolean {
  const { runUpSeconds, durationSeconds, durationToleranceSeconds } = plan;
  if (runUpSeconds === 0 || measuredSeconds === 0) return false;
  return durationToleranceSeconds === null || measuredSeconds > durationSeconds + durationToleranceSeconds;
}

/**
 * Copies the planned video, and nothing else, into a stream with one clock throughout, where a time to seek means one
 * place. Returns its path in the work's folder; null where its packets cannot be copied.
 */
export async function withOneClock(plan: ImagePlan, { folder, input, run }: Bench): Promise<string | null> {
  const { size } = await stat(input);
  const fileBytes = Math.ceil(size * MAX_GROWTH + SPARE_BYTES);
  try {
    await run(oneClockArgs(plan, COPY, input), { fileBytes });
    return join(folder, COPY);
  } catch (error) {
    if (!(error instanceof WorkError) || error.failureClass !== 'input') throw error;
    await rm(join(folder, COPY), { force: true });
    return null;
  }
}
