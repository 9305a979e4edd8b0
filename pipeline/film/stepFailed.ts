import type { Attempt } from '../../contract/job.ts';

/** An attempt at a step of a film failed, which the ledger has. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  /** All of the step's so far. */
  readonly attempts: Attempt[];

  constructor(cause: unknown, attempts: Attempt[]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.attempts = attempts;
  }
}
