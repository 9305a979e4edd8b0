import type { Reading } from '../../contract/metrics.ts';
import type { Handled } from '../../pipeline/answerTo.ts';
import {
  failedJobReadings,
  failureReading,
  jobReadings,
  spending,
} from '../../pipeline/outcomes/jobReadings.ts';
import { logAbout, logger } from './logging.ts';
import { emit } from './metrics.ts';

/** Which receive of the message it was, and when its handling began. */
export interface Receive {
  receiveCount: number;
  since: Date;
}

/** Writes what became of a message into the log and the metrics. */
export function report(handled: Handled, receive: Receive): void {
  const { about, outcomes } = handled;
  emit(readingsOf(handled, receive), about);
  logAbout({ ...about });
  if (handled.acknowledge) {
    logger.info(handled.ignored ?? 'Message done.', { outcomes: outcomes.map(({ result }) => result) });
  } else if (handled.failure) {
    logger.error(handled.failure.message, { failure: handled.failure });
  } else {
    const { waitsFor, retryInSeconds } = handled;
    const why = waitsFor === undefined ? 'Another worker has this job.' : `Waits: ${waitsFor}.`;
    logger.info(why, { retryInSeconds });
  }
}

function readingsOf(handled: Handled, { receiveCount, since }: Receive): Reading[] {
  const done = handled.outcomes.flatMap(({ result, job, gaveWay = [], look }) => [
    ...jobReadings(job, result, since),
    ...(look ? spending(look) : []),
    ...gaveWay.flatMap(older => jobReadings(older, 'superseded', since)),
  ]);
  if (handled.acknowledge || !handled.failure) return done;
  const { failure, job } = handled;
  if (job) return [...done, ...failedJobReadings(job, since)];
  // A message that never becomes a job is received again and again on its way to the DLQ.
  const isNew = failure.class === 'transient' || receiveCount === 1;
  return isNew ? [...done, failureReading(failure)] : done;
}
