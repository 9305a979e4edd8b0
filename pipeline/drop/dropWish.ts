import type { Job } from '../../contract/job.ts';
import type { JobState } from '../../contract/jobState.ts';
import type { Dropped } from '../../contract/ledger/notRun.ts';
import type { NewJob } from '../ports/ledger.ts';

/** What is to be dropped. */
export interface DropWish {
  jobId: string;
  /** The job, where nobody may have begun it; without it there has to be an item. */
  unbegun?: NewJob;
  /** Only in one of these states. */
  states: readonly JobState[];
  by: Omit<Dropped, 'was'>;
}

/** What came of it, and the job as it was until then: null where nobody had begun it. */
export interface DropResult {
  before: Job | null;
  /** False where it was in another state already, a dropped one included. */
  isDropped: boolean;
  /** MediaConvert could not be told, and goes on: what it said. */
  goesOn?: string;
}
