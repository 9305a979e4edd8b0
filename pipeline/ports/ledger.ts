import type { Job, OriginalMessage, RunningJob, Source } from '../../contract/job.ts';
import type { Failure } from '../../failures/failure.ts';
import type { AttemptEnd, EngineChange, JobProgress } from './jobChange.ts';

/** One item a job; every write is conditional. */
export interface Ledger {
  get(jobId: string): Promise<Job | null>;
  /**
   * Takes the job for `owner`, unless a live lease of somebody else or a change since `seen` stands against it. Null
   * when it does.
   */
  claim(job: BegunJob, seen: Job | null, owner: string): Promise<RunningJob | null>;
  /**
   * A sign of life, with the seconds that the attempt's ffmpeg has run.
   * @throws {LostLease} when somebody else has the job now.
   */
  renew(jobId: string, owner: string, encodeSeconds: number): Promise<void>;
  /** Writes a change of the worker that holds the lease. @throws as renew. */
  record(jobId: string, owner: string, change: JobProgress | EngineChange): Promise<void>;
  /** As record, for the end of the attempt: gives up the lease, and notes that the end has still to be told. */
  release(jobId: string, owner: string, change: AttemptEnd): Promise<void>;
  /**
   * Writes what a managed job's event tells, if the job's last attempt has not ended. Where `change` ends it, the end
   * has still to be told. False where the attempt is over.
   */
  settle(job: Job, change: JobProgress | AttemptEnd): Promise<boolean>;
  /** The end of the last attempt was told. */
  notified(job: Job): Promise<void>;
  /** Puts down the id of a failed job's letter in the place of `job.letterId`, unless that was done. */
  knowLetter(job: Job, messageId: string): Promise<void>;
  /** Puts down a message that never became a job; false where that has been done, for it comes several times. */
  reject(rejection: Rejection): Promise<boolean>;
}

/** What is written when a worker takes a job. */
export interface NewJob {
  jobId: string;
  source: Source;
  rendition: string;
  presetHash: string;
  message: OriginalMessage;
  queueUrl: string;
  outputBucket: string;
}

/** What is put down of a message that never became a job, so that its dead letter has a diagnosis. */
export interface Rejection extends Omit<NewJob, 'jobId' | 'presetHash'> {
  failure: Failure;
}

/** A job as a new attempt begins, before the ledger adds its lease. */
export type BegunJob = Omit<RunningJob, 'leaseOwner' | 'leaseUntil' | 'encodeSeconds' | 'expiresAt'>;
