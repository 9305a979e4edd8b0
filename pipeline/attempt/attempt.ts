import type { Attempt, Job } from '../../contract/job.ts';
import type { Settings } from '../worker/settings.ts';
import { type Cost, functionCost } from './functionCost.ts';
import type { Stopwatch } from './stopwatch.ts';

/** The job's attempts with one more begun for this message; one that wrote no end is ended as `lost`. */
export function beginAttempt(
  job: Job | null,
  messageId: string,
  settings: Pick<Settings, 'size' | 'leaseSeconds'>,
): Attempt[] {
  const earlier = (job?.attempts ?? []).map(one =>
    job && !one.endedAt ? lostAttempt(one, job, settings) : one,
  );
  return [...earlier, { number: earlier.length + 1, messageId, startedAt: new Date().toISOString() }];
}

/** The job's attempts with the last one ended, as `outcome` (`complete`, or a failure's code), at what it cost. */
export function endAttempt(job: Job, outcome: string, costOf: (seconds: number) => Cost): Attempt[] {
  const endedAt = new Date();
  return changeLast(job, last => {
    const seconds = secondsBetween(last.startedAt, endedAt);
    return { ...last, outcome, endedAt: endedAt.toISOString(), seconds, ...costOf(seconds) };
  });
}

/** Of an attempt that was made in this function: endAttempt with its time and money. */
export function endAttemptHere(
  job: Job,
  outcome: string,
  { encoding }: { encoding: Stopwatch },
  { size }: Pick<Settings, 'size'>,
): Attempt[] {
  const attempts = endAttempt(job, outcome, seconds => functionCost(seconds, size));
  return describeAttempt({ ...job, attempts }, { encodeSeconds: encoding.take() });
}

/** The job's attempts with `more` known of the last one. */
export function describeAttempt(job: Job, more: Partial<Attempt>): Attempt[] {
  return changeLast(job, last => ({ ...last, ...more }));
}

/** A worker that died wrote no end: it is taken to have lived until the last sign of life it gave. */
export function lostAttempt(
  attempt: Attempt,
  job: Pick<Job, 'leaseUntil' | 'updatedAt' | 'encodeSeconds'>,
  { size, leaseSeconds }: Pick<Settings, 'size' | 'leaseSeconds'>,
): Attempt {
  const lastSign = job.leaseUntil === undefined ? job.updatedAt : job.leaseUntil - leaseSeconds * 1_000;
  const endedAt = new Date(Math.max(new Date(lastSign).getTime(), Date.parse(attempt.startedAt)));
  const seconds = secondsBetween(attempt.startedAt, endedAt);
  const { encodeSeconds = 0 } = job;
  const cost = functionCost(seconds, size);
  return { ...attempt, outcome: 'lost', endedAt: endedAt.toISOString(), seconds, encodeSeconds, ...cost };
}

function changeLast(job: Job, change: (last: Attempt) => Attempt): Attempt[] {
  return job.attempts.map((attempt, index) =>
    index === job.attempts.length - 1 ? change(attempt) : attempt,
  );
}

function secondsBetween(startedAt: string, endedAt: Date): number {
  return Math.round(endedAt.getTime() - Date.parse(startedAt)) / 1_000;
}
