import { MediaError } from '../mediaError.ts';
import type { ImagePlan } from './planImages.ts';

/** The last packets' times may lie this many frames off the length, since they come in decoding order. */
const REORDERED_FRAMES = 4;

/**
 * Holds the length that the packets came to against the one that the source declares: a file cut short still gives
 * images of its first part, and nobody would know.
 * @throws {MediaError} input/truncated, with the numbers.
 */
export function checkWhole(plan: ImagePlan, measuredSeconds: number): void {
  if (plan.durationToleranceSeconds === null) return;
  const slack = plan.durationToleranceSeconds + REORDERED_FRAMES * plan.frameSeconds;
  if (measuredSeconds >= plan.durationSeconds - slack) return;
  throw new MediaError({
    failureClass: 'input',
    code: 'truncated',
    message: `The file says it runs ${show(plan.durationSeconds)} s, but only ${show(measuredSeconds)} s of it could be read; it is probably incomplete.`,
    detail: `tolerance ${show(slack)} s`,
  });
}

function show(seconds: number): string {
  return String(Math.round(seconds * 1_000) / 1_000);
}
