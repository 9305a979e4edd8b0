import type { Attempt, Job } from './job.ts';

/** The job's attempts with the last one ended, as `outcome` (`complete`, or a failure's code). */
export function endAttempt(job: Job, outcome: string, more: Partial<Attempt> = {}): Attempt[] {
  const endedAt = new Date();
  return changeLast(job, last => ({
    ...last,
    ...more,
    outcome,
    endedAt: endedAt.toISOString(),
    seconds: Math.round(endedAt.getTime() - Date.parse(last.startedAt)) / 1_000,
  }));
}

/** The job's attempts with `more` known of the last one. */
export function describeAttempt(job: Job, more: Partial<Attempt>): Attempt[] {
  return changeLast(job, last => ({ ...last, ...more }));
}

function changeLast(job: Job, change: (last: Attempt) => Attempt): Attempt[] {
  return job.attempts.map((attempt, index) =>
    index === job.attempts.length - 1 ? change(attempt) : attempt,
  );
}
