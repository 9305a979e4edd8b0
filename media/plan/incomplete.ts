import { WorkError } from '../../failures/workError.ts';
import type { Plan } from './plan.ts';

/** What is known of a source whose end is missing. */
export interface Incomplete {
  /** What there was of it, and was made. */
  seconds: number;
  /** What its header says is missing, seconds; null where it does not tell. */
  missingSeconds: number | null;
}

/** What to do with such a source: make what is there, or refuse it. */
export type OnIncomplete = 'make' | 'refuse';

/** Less than this is what headers round, seconds. */
const ROUNDING_SECONDS = 0.5;

/** `declared` is the length by the header, seconds; null where that is a guess. */
export function incompleteBy(seconds: number, declared: number | null): Incomplete {
  const missing = declared === null ? 0 : declared - seconds;
  return {
    seconds: toMilliseconds(seconds),
    missingSeconds: missing > ROUNDING_SECONDS ? toMilliseconds(missing) : null,
  };
}

/**
 * Of an output whose source was not measured: what it lacks against a length that its header claims. Null where that is
 * nothing, or where an index tells the length (verifyOutput then holds it to that).
 */
export function shortOfClaim(seconds: number, plan: Plan): Incomplete | null {
  const { durationSeconds, durationToleranceSeconds, lengthIsExact } = plan;
  const isShort = durationToleranceSeconds !== null && durationSeconds - seconds > durationToleranceSeconds;
  return isShort && !lengthIsExact ? incompleteBy(seconds, durationSeconds) : null;
}

/** A plan's length by the source's own header; null where that is a guess. */
export function declaredSeconds({
  durationSeconds,
  durationToleranceSeconds,
}: {
  durationSeconds: number;
  durationToleranceSeconds: number | null;
}): number | null {
  return durationToleranceSeconds === null ? null : durationSeconds;
}

/** In words: `incomplete: 6.3 s are there, about 3.7 s are missing`. */
export function incompleteWords({ seconds, missingSeconds }: Incomplete): string {
  const missing =
    missingSeconds === null ? 'the end is missing' : `about ${missingSeconds.toFixed(1)} s are missing`;
  return `incomplete: ${seconds.toFixed(1)} s are there, ${missing}`;
}

/**
 * For whoever wants whole films only.
 * @throws {WorkError} input/truncated where `policy` is to refuse.
 */
export function refuseIncomplete(incomplete: boolean, policy: OnIncomplete): void {
  if (!incomplete || policy === 'make') return;
  throw new WorkError('truncated', {
    message: "The file's end is missing, and incomplete files are refused here; upload it whole.",
    detail: "the profile's onIncomplete is refuse",
  });
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
