import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import { WorkError } from '../../failures/workError.ts';

/** How often it tells how far a job is. */
export const REPORT_SECONDS = 10;

/** The managed encoder. */
export interface ManagedEncoder {
  /**
   * Submits and returns the service's job id, in one try.
   * @throws {Throttled} when the service takes no more for now: then there is no such job.
   */
  submit(job: ManagedJob): Promise<string>;
  /** Ends one, where it has not ended by itself. */
  cancel(managedJobId: string): Promise<void>;
  /** The newest one submitted since then for these attempts of a job of ours that did not fail; null for none. */
  find(jobId: string, attempts: number[], since: Date): Promise<FoundManagedJob | null>;
}

/** A job as the managed encoder is asked for it. */
export interface ManagedJob {
  /** Submitting the same token twice within a minute is one job. */
  token: string;
  settings: JobSettings;
  /** From -50 to 50; the highest is begun first. */
  priority: number;
  userMetadata: Record<string, string>;
}

/** What the managed encoder has of a job of ours. */
export interface FoundManagedJob {
  managedJobId: string;
  /** Of ours that it was submitted for, which names its staging folder. */
  attempt: number;
  /** It is made already. */
  complete: boolean;
}

/** The managed encoder takes no more for now: it has not taken this job. */
export class Throttled extends WorkError {
  constructor(cause: Error) {
    super('throttled', { message: cause.message, cause });
  }
}
