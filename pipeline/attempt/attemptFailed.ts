import type { Job } from '../../contract/job.ts';
import type { Failure } from '../../failures/failure.ts';

/** A claimed job's attempt ended in a failure, which the ledger has. */
export class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed';
  readonly job: Job;
  readonly failure: Failure;
  /** No retry helps, whatever the failure's class. */
  readonly isFinal: boolean;

  constructor(
    job: Job,
    failure: Failure,
    { cause, isFinal = false }: { cause?: unknown; isFinal?: boolean } = {},
  ) {
    super(failure.message, { cause });
    this.job = job;
    this.failure = failure;
    this.isFinal = isFinal;
  }
}
