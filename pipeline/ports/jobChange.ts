import type { Attempt, Output, RunningJob } from '../../contract/job.ts';
import type { Failure } from '../../failures/failure.ts';

/** What goes on while a job is made: percent. */
export interface JobProgress {
  progress: number;
}

/** Which engine makes it, and what of it is known then. */
export type EngineChange = Required<Pick<RunningJob, 'engine' | 'reason' | 'attempts'>> &
  Partial<Pick<RunningJob, 'plan' | 'warnings' | 'predictedSeconds' | 'progress'>>;

/** An attempt's end, in this function: the job is done, was handed over, waits for another attempt or has none to wait for. */
export type AttemptEnd = { attempts: Attempt[] } & (
  | { state: 'complete'; output: Output; progress: number }
  | { state: 'submitted'; progress: number }
  | { state: 'queued' | 'failed'; failure: Failure; letterId?: string }
  | { state: 'superseded' }
);
