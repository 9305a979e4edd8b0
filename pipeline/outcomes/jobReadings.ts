import { HANDED_ON } from '../../contract/compute/handedOn.ts';
import type { Attempt, EngineName, Job } from '../../contract/job.ts';
import type { MetricName, Reading } from '../../contract/metrics.ts';
import type { Failure } from '../../failures/failure.ts';
import type { JobResult } from './outcome.ts';

/** How looks for a clip's recordings end that find something missing. */
export const PENDING = 'pending';

const COUNTED_AS: Partial<Record<JobResult, MetricName>> = {
  complete: 'jobs-complete',
  submitted: 'jobs-submitted',
  'already-complete': 'jobs-already-complete',
  'already-submitted': 'jobs-already-submitted',
  superseded: 'jobs-superseded',
  held: 'jobs-held',
  pending: 'jobs-pending',
  'not-available': 'jobs-not-available',
  'out-of-range': 'jobs-out-of-range',
};

/** Of each engine, whether its attempts are counted as they end; those of others are as they are submitted. */
const COUNTED_AS_IT_ENDS: Record<EngineName, boolean> = {
  ffmpeg: true,
  segments: false,
  container: true,
  mediaconvert: false,
};

/**
 * What the metrics tell of a job that came to this result. An attempt is counted by the invocation in which it ended,
 * and so once: the one that began at `since`. A lost one is counted with the attempt that found it.
 */
export function jobReadings(job: Job, result: JobResult, since: Date): Reading[] {
  const counted = COUNTED_AS[result];
  // Of looks for recordings, which add up to one attempt, each is counted by itself.
  const ended = job.attempts.filter(one => endedSince(one, since) && one.outcome !== PENDING);
  return [
    ...(counted ? [count(counted)] : []),
    ...(result === 'submitted' ? handedTo(job) : []),
    ...(result === 'failed' || result === 'queued' ? failuresOf(job) : []),
    ...lostAttempts(job, since).flatMap(attempt => [count('lost-attempts'), ...spending(attempt)]),
    ...ended.flatMap(attempt => [...engineOf(attempt), ...spending(attempt)]),
    ...(result === 'complete' ? ended.flatMap(attempt => durations(attempt, job)) : []),
  ];
}

/** As jobReadings, of a job whose work failed; nothing where this receive only met an old failure again. */
export function failedJobReadings(job: Job, since: Date): Reading[] {
  return job.attempts.some(attempt => endedSince(attempt, since)) ? jobReadings(job, 'failed', since) : [];
}

/** The count of a failure by its class. */
export function failureReading(failure: Failure): Reading {
  return count(`failures-${failure.class}`);
}

function failuresOf({ failure }: Job): Reading[] {
  return failure ? [failureReading(failure)] : [];
}

function endedSince({ endedAt }: Attempt, since: Date): boolean {
  return endedAt !== undefined && Date.parse(endedAt) >= since.getTime();
}

/** Those whose ends were written down as an attempt of this invocation began. */
function lostAttempts({ attempts }: Job, since: Date): Attempt[] {
  return attempts.filter((attempt, index) => {
    const next = attempts[index + 1];
    return attempt.outcome === 'lost' && next && Date.parse(next.startedAt) >= since.getTime();
  });
}

/** The engine that an attempt was submitted to; a container counts its own. */
function handedTo({ attempts }: Job): Reading[] {
  const engine = attempts.at(-1)?.engine;
  return engine && !COUNTED_AS_IT_ENDS[engine] ? [count(`engine-${engine}`)] : [];
}

/** One that was submitted was counted then, and one that was handed on is when a container has made it. */
function engineOf({ engine, compute, outcome }: Attempt): Reading[] {
  if (!engine || !COUNTED_AS_IT_ENDS[engine] || outcome === HANDED_ON) return [];
  return [count(`engine-${countedAs({ engine, compute })}`)];
}

/** What ffmpeg makes in a container is counted by itself. */
function countedAs({ engine = 'ffmpeg', compute }: Pick<Attempt, 'engine' | 'compute'>): EngineName {
  return engine === 'ffmpeg' && compute ? compute : engine;
}

/** What an attempt has cost. */
export function spending({
  billedSeconds,
  usd,
  ...attempt
}: Pick<Attempt, 'engine' | 'compute' | 'billedSeconds' | 'usd'>): Reading[] {
  if (billedSeconds === undefined || usd === undefined) return [];
  const engine = countedAs(attempt);
  return [
    { metric: `billed-seconds-${engine}`, value: billedSeconds },
    { metric: `usd-${engine}`, value: usd },
  ];
}

function durations({ seconds, endedAt }: Attempt, { message, createdAt }: Job): Reading[] {
  if (seconds === undefined || endedAt === undefined) return [];
  const waited = Date.parse(endedAt) - Date.parse(message.sentAt ?? createdAt);
  return [
    { metric: 'encode-seconds', value: seconds },
    { metric: 'latency-seconds', value: Math.max(0, waited / 1_000) },
  ];
}

function count(metric: MetricName): Reading {
  return { metric, value: 1 };
}
