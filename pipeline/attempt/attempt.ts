import type { Attempt, Job } from '../../contract/job.ts';
import { type Cost, roundedUsd } from '../../prices/cost.ts';
import { functionCost } from '../../prices/functionCost.ts';
import { addRequests, type Requests, requestsUsd } from '../../prices/requests.ts';
import type { Meter } from '../ports/meter.ts';
import type { Settings } from '../worker/settings.ts';
import { REQUESTS_AROUND } from './requestsAround.ts';
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
  { encoding, meter }: { encoding: Stopwatch; meter: Meter },
  { size }: Pick<Settings, 'size'>,
): Attempt[] {
  const attempts = endAttempt(job, outcome, seconds =>
    withRequests(functionCost(seconds, size), meter.take()),
  );
  return describeAttempt({ ...job, attempts }, { encodeSeconds: encoding.take() });
}

/** The cost with that of an attempt's requests, those that its function has counted and those around it. */
export function withRequests(cost: Cost, counted: Requests): Cost & { requestsUsd: number } {
  const usd = requestsUsd(addRequests(counted, REQUESTS_AROUND));
  return { ...cost, usd: roundedUsd(cost.usd + usd), requestsUsd: usd };
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
