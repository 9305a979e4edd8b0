import type { Attempt, Job } from '../../contract/job.ts';
import { computeCost } from '../../prices/computeCost.ts';
import { type Cost, roundedUsd } from '../../prices/cost.ts';
import { addRequests, type Requests, requestsUsd } from '../../prices/requests.ts';
import type { Meter } from '../ports/meter.ts';
import type { Settings } from '../worker/settings.ts';
import { REQUESTS_AROUND_HANDING_ON, REQUESTS_AROUND_LOST, requestsAround } from './requestsAround.ts';
import type { Stopwatch } from './stopwatch.ts';

/** What attempts are made at, and what was last heard of the one under way. */
type Tried = Pick<Job, 'attempts' | 'leaseUntil' | 'updatedAt' | 'encodeSeconds'> & Pick<Job, 'requestsUsd'>;

/** The job's attempts with one more begun for this message; one that wrote no end is ended as `lost`. */
export function beginAttempt(
  job: Tried | null,
  messageId: string,
  settings: Pick<Settings, 'size' | 'elsewhere' | 'leaseSeconds' | 'codeVersion'>,
): Attempt[] {
  const earlier = (job?.attempts ?? []).map(one =>
    job && !one.endedAt ? lostAttempt(one, job, settings) : one,
  );
  const { codeVersion, size } = settings;
  const begun: Attempt = {
    ...{ number: earlier.length + 1, messageId, startedAt: new Date().toISOString() },
    ...(size.compute === 'container' && { compute: size.compute }),
    ...(codeVersion !== undefined && { codeVersion }),
  };
  return [...earlier, begun];
}

/** The job's attempts with the last one ended, as `outcome` (`complete`, or a failure's code), at what it cost. */
export function endAttempt(
  job: Pick<Tried, 'attempts'>,
  outcome: string,
  costOf: (seconds: number) => Cost,
): Attempt[] {
  const endedAt = new Date();
  return changeLast(job, last => {
    const seconds = secondsBetween(last.startedAt, endedAt);
    return { ...last, outcome, endedAt: endedAt.toISOString(), seconds, ...costOf(seconds) };
  });
}

/** Of an attempt that was made by this worker: endAttempt with its time and money. */
export function endAttemptHere(
  job: Pick<Tried, 'attempts'>,
  outcome: string,
  { encoding, meter }: { encoding: Stopwatch; meter: Meter },
  { size, budget }: Pick<Settings, 'size' | 'budget'>,
  around = requestsAround(budget),
): Attempt[] {
  const attempts = endAttempt(job, outcome, seconds =>
    withRequests(computeCost(seconds, size), meter.take(), around),
  );
  return describeAttempt({ ...job, attempts }, { encodeSeconds: encoding.take() });
}

/** What an attempt that goes on elsewhere has cost with this worker, from its beginning until now. */
export function shareSoFar(
  { attempts, updatedAt }: Pick<Tried, 'attempts' | 'updatedAt'>,
  { meter }: { meter: Meter },
  { size }: Pick<Settings, 'size'>,
): Pick<Attempt, 'usd' | 'requestsUsd'> {
  const seconds = secondsBetween(attempts.at(-1)?.startedAt ?? updatedAt, new Date());
  const { usd, requestsUsd } = withRequests(
    computeCost(seconds, size),
    meter.take(),
    REQUESTS_AROUND_HANDING_ON,
  );
  return { usd, requestsUsd };
}

/** The cost with that of an attempt's requests, those that its function has counted and those around it. */
export function withRequests(
  cost: Cost,
  counted: Requests,
  around: Requests,
): Cost & { requestsUsd: number } {
  return withUsd(cost, requestsUsd(addRequests(counted, around)));
}

function withUsd(cost: Cost, requestsUsd: number): Cost & { requestsUsd: number } {
  return { ...cost, usd: roundedUsd(cost.usd + requestsUsd), requestsUsd };
}

/** Whether the last one is still to end, by whoever makes it or else the sweep. */
export function hasOpenAttempt({ attempts }: Pick<Tried, 'attempts'>): boolean {
  const last = attempts.at(-1);
  return last !== undefined && last.endedAt === undefined;
}

/** The job's attempts with `more` known of the last one. */
export function describeAttempt(job: Pick<Tried, 'attempts'>, more: Partial<Attempt>): Attempt[] {
  return changeLast(job, last => ({ ...last, ...more }));
}

/** A worker that died wrote no end: it is taken to have lived, and asked of AWS, until the last sign of life it gave. */
export function lostAttempt(
  attempt: Attempt,
  job: Omit<Tried, 'attempts'>,
  { size, elsewhere = size, leaseSeconds }: Pick<Settings, 'size' | 'elsewhere' | 'leaseSeconds'>,
): Attempt {
  const lastSign = job.leaseUntil === undefined ? job.updatedAt : job.leaseUntil - leaseSeconds * 1_000;
  const endedAt = new Date(Math.max(new Date(lastSign).getTime(), Date.parse(attempt.startedAt)));
  const seconds = secondsBetween(attempt.startedAt, endedAt);
  const { encodeSeconds = 0 } = job;
  const { compute = 'function' } = attempt;
  const cost = withUsd(
    computeCost(seconds, compute === size.compute ? size : elsewhere),
    (job.requestsUsd ?? 0) + requestsUsd(REQUESTS_AROUND_LOST),
  );
  return { ...attempt, outcome: 'lost', endedAt: endedAt.toISOString(), seconds, encodeSeconds, ...cost };
}

function changeLast(job: Pick<Tried, 'attempts'>, change: (last: Attempt) => Attempt): Attempt[] {
  return job.attempts.map((attempt, index) =>
    index === job.attempts.length - 1 ? change(attempt) : attempt,
  );
}

function secondsBetween(startedAt: string, endedAt: Date): number {
  return Math.round(endedAt.getTime() - Date.parse(startedAt)) / 1_000;
}
