import type { Failure } from './failure.ts';
import type { Job } from './job.ts';

/** A claimed job's attempt ended in a failure, which the ledger has. */
export class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed';
  readonly job: Job;
  readonly failure: Failure;

  constructor(job: Job, failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.job = job;
    this.failure = failure;
  }
}
