import type { Job } from '../../contract/job.ts';

/** What took the job's place: a newer version of its source, another wish of it, or the output of a job that began later. */
export type Successor = 'source' | 'wish' | 'output';

/** What this job would publish is out of date. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
  readonly by: Successor;
  /** The job as it ended, once that is written down. */
  readonly job: Job | undefined;

  constructor(by: Successor, message: string, job?: Job) {
    super(message);
    this.by = by;
    this.job = job;
  }
}
