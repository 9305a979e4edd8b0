import type { Job } from '../../../contract/job.ts';
import { type Exhaustible, kindOf } from '../../../failures/catalogue.ts';
import type { Settings } from '../../worker/settings.ts';

/** Out of memory once may be bad luck; twice is this file in this worker. */
const MAX_OUT_OF_MEMORY = 2;

/**
 * Why another attempt with this worker would end as an earlier one did, as half a sentence; null where none is known.
 * A redrive, a new message, runs for real again.
 */
export function failedHere(
  { attempts }: Pick<Job, 'attempts'>,
  messageId: string,
  { timeoutSeconds, size }: Pick<Settings, 'timeoutSeconds' | 'size'>,
): string | null {
  const exhausted = (what: Exhaustible) =>
    attempts.filter(
      ({ outcome = '', ...attempt }) => attempt.messageId === messageId && kindOf(outcome)?.exhausts === what,
    );
  // One that began late in its worker's time, after an older version of the source, says nothing.
  if (exhausted('time').some(({ seconds = 0 }) => seconds > timeoutSeconds / 2))
    return `an earlier attempt ran into the ${size.compute}'s deadline`;
  if (exhausted('memory').length >= MAX_OUT_OF_MEMORY) return 'earlier attempts ran out of memory';
  return null;
}
