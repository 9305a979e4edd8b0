import { WorkError } from '../../../failures/workError.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Probe } from '../../probe/probe.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { checkSource } from './checkSource.ts';
import { mismatches } from './mismatches.ts';

/**
 * Holds an output against its plan and, where the source was measured, its grid. ffmpeg exits 0 on a truncated source, so
 * nothing is published unverified.
 * @throws {WorkError} with the numbers: as checkSource; of class preset output-mismatch where the encoder made something
 * else than planned.
 */
export function verifyOutput(output: Probe, plan: Plan, grid: Grid | null = null): void {
  checkSource(output, plan, grid !== null);
  const wrong = mismatches(output, plan, grid);
  if (wrong.length === 0) return;
  throw new WorkError('output-mismatch', {
    message: `The output is not what was planned: ${wrong.join('; ')}.`,
  });
}
