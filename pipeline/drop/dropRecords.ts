import type { Job } from '../../contract/job.ts';
import type { Dropped } from '../../contract/ledger/notRun.ts';
import type { Ledger, NewJob } from '../ports/ledger.ts';

/** What dropping reads and writes of the ledger; every write is conditional. */
export interface DropRecords extends Pick<Ledger, 'get' | 'notified'> {
  /** Puts down of a job that nobody has begun that nobody is to; null where it has an item already. */
  forbid(job: NewJob, dropped: Dropped): Promise<Job | null>;
  /** Drops a job as it was seen, and keeps out whoever works on it; null where it has changed meanwhile. */
  drop(job: Job, dropped: Dropped): Promise<Job | null>;
}
