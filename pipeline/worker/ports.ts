import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import type { Job, OriginalMessage, Source } from '../../contract/job.ts';
import type { News } from '../../contract/messages/status.ts';
import type { OutputMaker } from '../../contract/outputMetadata.ts';
import type { Failure } from '../../failures/failure.ts';
import type { Head } from '../uploads/decideUpload.ts';

/** The input bucket. */
export interface Sources {
  /** The object as it is now; null when it is gone. */
  describe(bucket: string, key: string): Promise<Source | null>;
  /** The first bytes of the object as it is now, in one request. */
  peek(bucket: string, key: string): Promise<Head>;
  /** @throws {Superseded} by the source when the object is no longer that version. */
  readRange(source: Source, offset: number, length: number): Promise<Uint8Array>;
  /** Streams the whole object into a new file and checks its length. @throws what aborted the signal. */
  download(source: Source, path: string, signal: AbortSignal): Promise<void>;
}

/** What is known of an object in an output bucket. */
export interface StoredOutput {
  eTag: string;
  sizeBytes: number;
  checksum?: string;
  /** Who made it, from its metadata; absent where it is not fanreel's. */
  maker?: OutputMaker;
}

/** What a new output takes the place of: nothing, or exactly this object. Keeps a slower, older writer out. */
export type Replacing = { eTag: string } | null;

/** The output buckets. */
export interface Outputs {
  describe(bucket: string, key: string): Promise<StoredOutput | null>;
  readRange(bucket: string, key: string, offset: number, length: number): Promise<Uint8Array>;
  /** @throws {WorkError} transient/publish-conflict when another object got there first. */
  publishFile(path: string, to: OutputAddress, replacing: Replacing, signal: AbortSignal): Promise<void>;
  /** Copies a staged object to its final key. @throws as publishFile. */
  publishStaged(stagedKey: string, to: OutputAddress, replacing: Replacing): Promise<void>;
  remove(bucket: string, key: string): Promise<void>;
}

export interface OutputAddress {
  bucket: string;
  key: string;
  contentType: string;
  maker: OutputMaker;
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
export type BegunJob = Omit<Job, 'leaseOwner' | 'leaseUntil' | 'encodeSeconds' | 'expiresAt'>;

/** Fields that change while a job goes on. */
export type JobChange = Partial<
  Pick<
    Job,
    | 'state'
    | 'engine'
    | 'reason'
    | 'predictedSeconds'
    | 'progress'
    | 'plan'
    | 'warnings'
    | 'attempts'
    | 'output'
    | 'failure'
    | 'letterId'
  >
>;

/** One item a job; every write is conditional. */
export interface Ledger {
  get(jobId: string): Promise<Job | null>;
  /**
   * Takes the job for `owner`, unless a live lease of somebody else or a change since `seen` stands against it. Null
   * when it does.
   */
  claim(job: BegunJob, seen: Job | null, owner: string): Promise<Job | null>;
  /**
   * A sign of life, with the seconds that the attempt's ffmpeg has run.
   * @throws {WorkError} transient/lost-lease when somebody else has the job now.
   */
  renew(jobId: string, owner: string, encodeSeconds: number): Promise<void>;
  /** Writes a change of the worker that holds the lease. @throws as renew. */
  record(jobId: string, owner: string, change: JobChange): Promise<void>;
  /** As record, for the end of the attempt: gives up the lease, and notes that the end has still to be told. */
  release(jobId: string, owner: string, change: JobChange): Promise<void>;
  /**
   * Writes what a managed job's event tells, if the job's last attempt has not ended. Where `change` ends it, the end
   * has still to be told. False where the attempt is over.
   */
  settle(job: Job, change: JobChange): Promise<boolean>;
  /** The end of the last attempt was told. */
  notified(job: Job): Promise<void>;
  /** Puts down the id of a failed job's letter in the place of `job.letterId`, unless that was done. */
  knowLetter(job: Job, messageId: string): Promise<void>;
  /** Puts down a message that never became a job; false where that has been done, for it comes several times. */
  reject(rejection: Rejection): Promise<boolean>;
}

/** A job as the managed encoder is asked for it. */
export interface ManagedJob {
  /** Submitting the same token twice within a minute is one job. */
  token: string;
  settings: JobSettings;
  userMetadata: Record<string, string>;
}

/** The managed encoder. */
export interface ManagedEncoder {
  /**
   * Submits and returns the service's job id, in one try.
   * @throws {WorkError} transient/throttled when the service takes no more for now: then there is no such job.
   */
  submit(job: ManagedJob): Promise<string>;
  /** The newest one submitted since then for these attempts of a job of ours that did not fail; null for none. */
  find(jobId: string, attempts: number[], since: Date): Promise<SubmittedJob | null>;
}

/** What the managed encoder has of a job of ours. */
export interface SubmittedJob {
  managedJobId: string;
  /** Of ours that it was submitted for, which names its staging folder. */
  attempt: number;
  /** It is made already. */
  complete: boolean;
}

export interface Statuses {
  publish(news: News): Promise<void>;
}

/** Puts messages that a managed job had taken over back into their queues. */
export interface DeadLetters {
  /** As a letter on its way to the DLQ (deadLetter.ts), with the failure in its attributes. */
  send(queueUrl: string, message: OriginalMessage, failure: Failure, letterId: string): Promise<void>;
  /** Puts a message back into its own queue, as it first came. */
  requeue(queueUrl: string, message: OriginalMessage): Promise<void>;
}
