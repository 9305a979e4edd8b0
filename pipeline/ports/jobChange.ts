import type { ClipStory } from '../../contract/clips/clipStory.ts';
import type { Attempt, OriginalMessage, Output, RunningJob } from '../../contract/job.ts';
import type { Held } from '../../contract/ledger/notRun.ts';
import type { Failure } from '../../failures/failure.ts';

/** What goes on while a job is made elsewhere. */
export interface JobProgress {
  /** Percent. */
  progress: number;
  /** What it has cost until now to be told of that, USD; absent where that is counted otherwise. */
  requestsUsd?: number;
}

/** Of an attempt, what was decided before it was made; nothing of one that did not get so far. */
export type Decided = {
  [Name in 'engine' | 'reason' | 'warnings' | 'predictedSeconds']?: RunningJob[Name] | undefined;
};

/** As far as a job tells it. */
export function decidedOf({ engine, reason, warnings, predictedSeconds }: Decided): Decided {
  return { engine, reason, warnings, predictedSeconds };
}

/** An engine that ends the job elsewhere, and all that has to be known of the job there. */
export type EngineChange = Decided &
  Required<Pick<RunningJob, 'engine' | 'reason' | 'attempts' | 'plan'>> & {
    message: OriginalMessage;
    progress?: number;
  };

/** An attempt's end: the job is done, was handed over, waits for another attempt or has none to wait for. */
export type AttemptEnd = Decided & { attempts: Attempt[] } & (
    | { state: 'complete'; output: Output; progress: number }
    /** With the queue where it waits for a container, or how it is made by others. */
    | { state: 'submitted'; progress: number; queueUrl?: string; plan?: NonNullable<RunningJob['plan']> }
    | { state: 'queued' | 'failed'; failure: Failure; letterId?: string }
    /** Of a clip whose video is there. */
    | { state: 'queued'; failure?: undefined; clip: ClipStory; letterId: string }
    | { state: 'superseded'; letterId?: string }
    | { state: 'held'; held: Held; message: OriginalMessage }
    | { state: 'dropped' }
  );
