import type { Attempt, Job } from '../../contract/job.ts';

/** How work on a message ended that need not come again, and the job as it is then. */
export interface Outcome {
  result:
    | ('complete' | 'submitted' | 'superseded' | 'held' | 'dropped')
    | ('pending' | 'not-available' | 'out-of-range')
    | ('already-complete' | 'already-submitted' | 'already-held' | 'already-dropped' | 'already-pending');
  job: Job;
  /** Jobs for older versions of the source that gave way to it meanwhile. */
  gaveWay?: Job[];
  /** What it has cost to look for a clip's recordings, where nothing else was done. */
  look?: Pick<Attempt, 'billedSeconds' | 'usd'>;
}

/** What a received message came to, its job's end or a step on the way. */
export interface Reached extends Omit<Outcome, 'result'> {
  result: JobResult;
}

/** What a received message, or an event of a managed job, came to. */
export type JobResult = Outcome['result'] | 'failed' | 'queued' | 'progress' | 'stale';
