import { HANDED_ON } from '../../contract/compute/handedOn.ts';
import { secondsLeftOf } from '../../contract/ledger/beat.ts';
import type { LedgerAttempt, LedgerJob } from '../../contract/readJob.ts';
import type { JobPages } from './ledgerReader.ts';

/** What all attempts cost so far, USD; MediaConvert's seconds or the function's, with the requests around them. */
export function usdOf({ attempts }: Pick<LedgerJob, 'attempts'>): number {
  return attempts.reduce((sum, attempt) => sum + (attempt.usd ?? 0), 0);
}

/** Of that, what came to nothing: every attempt but the one that made the output, and of a film in pieces what tries at them did. */
export function wastedUsdOf({ attempts }: Pick<LedgerJob, 'attempts'>): number {
  return attempts.reduce((sum, attempt) => sum + wastedIn(attempt), 0);
}

/** Of that, what was asked of S3, SQS, SNS, DynamoDB and the log. */
export function requestsUsdOf({ attempts }: Pick<LedgerJob, 'attempts'>): number {
  return attempts.reduce((sum, attempt) => sum + (attempt.requestsUsd ?? 0), 0);
}

/** Seconds of work, failed attempts included. */
export function secondsOf({ attempts }: Pick<LedgerJob, 'attempts'>): number {
  return attempts.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
}

/** From its last message's way into the queue to that one's first attempt, seconds; null where that was not written down. */
export function waitedSecondsOf({ message, attempts }: LedgerJob): number | null {
  const first = attempts.find(({ messageId }) => messageId === message?.id);
  if (!message?.sentAt || !first) return null;
  return Math.max(0, (Date.parse(first.startedAt) - Date.parse(message.sentAt)) / 1_000);
}

/**
 * Seconds until a job that is worked on will be there, as far as its progress or its prediction tells; null where neither does, nor
 * a prediction that it has run over.
 */
export function secondsLeft(job: LedgerJob, now = Date.now()): number | null {
  const startedAt = job.attempts.at(-1)?.startedAt;
  if (job.state !== 'running' || !startedAt) return null;
  return secondsLeftOf(job, (now - Date.parse(startedAt)) / 1_000) || null;
}

/** An attempt that came to nothing; one that is under way is no waste yet, and one that was handed on is a part of the next. */
export function isWasted({ outcome, endedAt }: LedgerAttempt): boolean {
  return endedAt !== undefined && outcome !== 'complete' && outcome !== HANDED_ON;
}

/** What of an attempt's cost came to nothing, USD. */
function wastedIn(attempt: LedgerAttempt): number {
  const { usd = 0, wastedUsd = 0 } = attempt;
  return isWasted(attempt) ? usd : wastedUsd;
}

/** What a group of attempts came to, USD. */
export interface Sum {
  attempts: number;
  usd: number;
  /** Of that, what came to nothing. */
  wastedUsd: number;
  /** Of that, requests to S3, SQS, SNS, DynamoDB and the log. */
  requestsUsd: number;
  billedSeconds: number;
}

/** What the attempts of these jobs come to, for each of the names that `groupsOf` gives to one. */
export async function sumsOf(
  pages: JobPages,
  groupsOf: (job: LedgerJob, attempt: LedgerAttempt) => string[],
): Promise<Map<string, Sum>> {
  const sums = new Map<string, Sum>();
  for await (const jobs of pages) {
    for (const job of jobs) {
      for (const attempt of job.attempts) {
        for (const name of groupsOf(job, attempt)) {
          sums.set(name, added(sums.get(name) ?? NOTHING, sumOf(attempt)));
        }
      }
    }
  }
  return sums;
}

/** All of them together. */
export function totalOf(sums: Iterable<Sum>): Sum {
  return [...sums].reduce(added, NOTHING);
}

const NOTHING: Sum = { attempts: 0, usd: 0, wastedUsd: 0, requestsUsd: 0, billedSeconds: 0 };

function sumOf(attempt: LedgerAttempt): Sum {
  const { usd = 0, requestsUsd = 0, billedSeconds = 0 } = attempt;
  return { attempts: 1, usd, wastedUsd: wastedIn(attempt), requestsUsd, billedSeconds };
}

function added(some: Sum, more: Sum): Sum {
  return {
    attempts: some.attempts + more.attempts,
    usd: some.usd + more.usd,
    wastedUsd: some.wastedUsd + more.wastedUsd,
    requestsUsd: some.requestsUsd + more.requestsUsd,
    billedSeconds: some.billedSeconds + more.billedSeconds,
  };
}
