import type { Plan } from './plan.ts';
import { predictEncode } from './predict.ts';

/** How far a source may run past the length it tells; an output that reaches this is not published. */
const LENGTH_FACTOR = 2;

/** The guess for a source that tells no length assumes 500 kbit/s (sourceDuration); slides may take a fiftieth. */
const GUESS_FACTOR = 50;

/** Room for short sources, whose rounding, late sound and index weigh most. */
const SPARE_SECONDS = 60;
const SPARE_BYTES = 16 * 1024 * 1024;

/**
 * The most an output may become, well above what any honest source of this plan makes: an encode that reaches it has
 * been lied to, and a disk must not fill up with it.
 */
export function outputBudget(plan: Plan): { seconds: number; bytes: number } {
  const factor = plan.durationToleranceSeconds === null ? GUESS_FACTOR : LENGTH_FACTOR;
  const told = Math.max(plan.durationSeconds, plan.audioSeconds ?? 0);
  const seconds = Math.ceil(told * factor + SPARE_SECONDS);
  const { outputBytes } = predictEncode(plan, 1);
  const perSecond = ((plan.video.maxrateKbps + (plan.audio?.bitrateKbps ?? 0)) * 1_000) / 8;
  return {
    seconds,
    bytes: Math.ceil(outputBytes + perSecond * (seconds - plan.durationSeconds) + SPARE_BYTES),
  };
}
