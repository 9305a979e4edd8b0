import { isDeepStrictEqual } from 'node:util';
import type { Job, Source } from '../../contract/job.ts';
import { hasOpenAttempt } from '../attempt/attempt.ts';
import { notify } from '../notify/notify.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Writes down what is wished of a job's source now, where that changes nothing of what it comes to: of one that is over it is told
 * again, and whoever still works on it tells it at the end. Returns the job as it is then.
 */
export async function tellWishes<J extends Job>(
  job: J,
  source: Source,
  ports: Pick<Ports, 'ledger' | 'statuses'>,
): Promise<J | Job> {
  if (isToldAlike(job.source, source)) return job;
  const now = await ports.ledger.wish(job, source);
  if (!now) return job;
  // Of a drop whoever ends the work tells.
  const isOver = now.state === 'complete' || (now.state === 'dropped' && !hasOpenAttempt(now));
  if (isOver) await notify(now, ports).catch(() => {}); // the ledger knows that it is still to be told
  return now;
}

/** Whether the same is told of both, as far as wishes go. */
export function isToldAlike(one: Source, other: Source): boolean {
  return isDeepStrictEqual(one.wishes, other.wishes) && isDeepStrictEqual(one.wishFailure, other.wishFailure);
}
