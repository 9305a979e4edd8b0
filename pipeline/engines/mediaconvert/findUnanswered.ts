import type { Job } from '../../../contract/job.ts';
import { stagedOutputKey } from '../../../contract/keys/stagingKey.ts';
import type { FoundManagedJob } from '../../ports/managedEncoder.ts';
import type { Ports } from '../../ports/ports.ts';
import { hasVideoPlan, outputPlanOf } from './openJob.ts';

/** Clocks differ: a job that was submitted a little before its attempt began is its job too, milliseconds. */
const CLOCK_SLACK_MS = 60_000;

/**
 * MediaConvert may have taken a job whose answer was lost with its worker, and it remembers a token for a minute
 * only: before another is paid for, that one is looked for. One whose output has expired meanwhile is of no use.
 */
export async function findUnanswered(
  job: Job,
  { encoder, outputs }: Pick<Ports, 'encoder' | 'outputs'>,
): Promise<FoundManagedJob | null> {
  const unanswered = unansweredSubmissions({ attempts: job.attempts.slice(0, -1) });
  const first = job.attempts.find(({ number }) => number === unanswered[0]);
  if (!first) return null;
  const found = await encoder.find(job.jobId, unanswered, searchSince(new Date(first.startedAt)));
  if (!found?.complete || !hasVideoPlan(job)) return found;
  const staged = stagedOutputKey(job.jobId, found.attempt, outputPlanOf(job.plan).container);
  return (await outputs.describe(job.outputBucket, staged)) ? found : null;
}

/** From when on to look among MediaConvert's jobs for one that was submitted at this time or later. */
export function searchSince(submittedAt: Date): Date {
  return new Date(submittedAt.getTime() - CLOCK_SLACK_MS);
}

/**
 * The numbers of the attempts that were to be submitted to MediaConvert and of which nobody knows whether they were:
 * the answer was lost, and no later attempt has found the job since.
 */
export function unansweredSubmissions({ attempts }: Pick<Job, 'attempts'>): number[] {
  const found = new Set(attempts.map(({ managedAttempt }) => managedAttempt));
  return attempts
    .filter(({ engine, managedJobId }) => engine === 'mediaconvert' && managedJobId === undefined)
    .filter(({ number, outcome }) => outcome !== 'complete' && outcome !== 'held' && !found.has(number))
    .map(({ number }) => number);
}
