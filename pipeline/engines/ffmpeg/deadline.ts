import { WorkError } from '../../../failures/workError.ts';

/**
 * A signal that aborts after so many milliseconds, or with the other one. Its reason is an error to throw.
 * `clear` ends the waiting.
 */
export function deadline(ms: number, other: AbortSignal): { signal: AbortSignal; clear: () => void } {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(outOfTime(ms)), ms);
  return { signal: AbortSignal.any([late.signal, other]), clear: () => clearTimeout(timer) };
}

function outOfTime(ms: number): WorkError {
  return new WorkError('deadline', {
    message: `The job did not end within ${Math.round(ms / 1_000)} s, which is all that the function has.`,
  });
}
