import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import type { Failure } from './failure.ts';
import type { Attempt, Engine, Job, OriginalMessage, Output, Source } from './job.ts';

/** The input bucket. */
export interface Sources {
  /** The object as it is now (or that version of it); null when it is gone. */
  describe(bucket: string, key: string, version?: string): Promise<Source | null>;
  /** @throws {JobError} transient/source-changed when the object is no longer that version. */
  readRange(source: Source, offset: number, length: number): Promise<Uint8Array>;
  /** Streams the whole object into a new file and checks its length. */
  download(source: Source, path: string): Promise<void>;
}

/** What is known of an object in an output bucket. */
export interface StoredOutput {
  eTag: string;
  sizeBytes: number;
  /** The job and the attempt of it that made the object, from its metadata. */
  jobId?: string;
  attempt?: number;
}

/** What a new output takes the place of: nothing, or exactly this object. Keeps a slower, older writer out. */
export type Replacing = { eTag: string } | null;

/** The output buckets. */
export interface Outputs {
  describe(bucket: string, key: string): Promise<StoredOutput | null>;
  readRange(bucket: string, key: string, offset: number, length: number): Promise<Uint8Array>;
  /** @throws {JobError} transient/publish-conflict when another object got there first. */
  publishFile(path: string, to: OutputAddress, replacing: Replacing): Promise<void>;
  /** Copies a staged object to its final key. @throws as publishFile. */
  publishStaged(stagedKey: string, to: OutputAddress, replacing: Replacing): Promise<void>;
  remove(bucket: string, key: string): Promise<void>;
}

export interface OutputAddress {
  bucket: string;
  key: string;
  contentType: string;
  jobId: string;
  attempt: number;
  sourceVersion: string;
}

/** What is written when a worker takes a job. */
export interface NewJob {
  jobId: string;
  source: Source;
  rendition: string;
  presetHash: string;
  message: OriginalMessage;
  dlqUrl: string;
  outputBucket: string;
}

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
    | 'attempts'
    | 'output'
    | 'failure'
    | 'message'
  >
>;

/** One item a job; every write is conditional. */
export interface Ledger {
  get(jobId: string): Promise<Job | null>;
  /**
   * Takes the job for `owner` and starts an attempt, unless a live lease of somebody else or a change since `seen`
   * stands against it. Null when it does.
   */
  claim(job: NewJob, seen: Job | null, owner: string): Promise<Job | null>;
  /** @throws {JobError} transient/lost-lease when somebody else has the job now. */
  renew(jobId: string, owner: string): Promise<void>;
  /** Writes a change of the worker that holds the lease; `release` gives it up. @throws as renew. */
  record(jobId: string, owner: string, change: JobChange, release?: boolean): Promise<void>;
  /** Writes what a managed job came to, if attempt `number` is still the last and unfinished. False when not. */
  settle(job: Job, number: number, change: JobChange): Promise<boolean>;
}

/** The managed encoder. */
export interface ManagedEncoder {
  /** Submits and returns the service's job id. Submitting the same token twice in a minute is one job. */
  submit(job: {
    token: string;
    settings: JobSettings;
    userMetadata: Record<string, string>;
  }): Promise<string>;
}

/** What is told on the status topic. */
export interface StatusMessage {
  schema: 'fanreel.status/1';
  at: string;
  rendition: string;
  state: 'queued' | 'running' | 'submitted' | 'complete' | 'failed';
  /** Absent where a message could not be read and so belongs to no job. */
  jobId?: string;
  source?: { bucket: string; key: string; version: string };
  messageId?: string;
  engine?: Engine;
  reason?: string;
  predictedSeconds?: number;
  progress?: number;
  attempt?: Attempt['number'];
  output?: Output;
  failure?: Failure;
}

export interface Statuses {
  publish(message: Omit<StatusMessage, 'schema' | 'at'>): Promise<void>;
}

/** The rendition's DLQ, for messages whose failure SQS does not see because a managed job had taken them over. */
export interface DeadLetters {
  send(queueUrl: string, message: OriginalMessage, failure: Failure): Promise<void>;
}
