import type { DroppedJob, HeldJob, Job, Naming } from '../../contract/job.ts';
import type { JobState } from '../../contract/jobState.ts';
import type { Released } from '../../contract/ledger/notRun.ts';
import type { ClipRequest } from '../../contract/messages/clip.ts';
import type { Failure } from '../../failures/failure.ts';
import type { Ledger, NewJob } from '../ports/ledger.ts';
import type { Outputs } from '../ports/outputs.ts';
import type { Sources } from '../ports/sources.ts';
import type { SourceEvents } from '../ports/statuses.ts';
import type { UploadDecision } from '../uploads/decideUpload.ts';

/** An object as a listing shows it. */
export interface Listed {
  key: string;
  /** ms since 1970. */
  modified: number;
  eTag: string;
  sizeBytes: number;
}

/** What a listing shows of an output, whose key is known. */
export type Written = Pick<Listed, 'modified' | 'eTag'>;

/** What lies in a bucket. */
export interface Listings {
  /** Page by page, in the order of keys; of those that begin so. */
  list(bucket: string, prefix?: string): AsyncIterable<Listed[]>;
}

/** What reconciling reads and writes of the ledger; every write is conditional. */
export interface JobRecords {
  /** Every job of a source, whatever its version. */
  ofSource(bucket: string, key: string): Promise<Job[]>;
  /** Jobs in a state that were last heard of before then, the longest there first. */
  inState(state: JobState, heardBefore: Date): AsyncIterable<Job>;
  /** Jobs whose last end has still to be told, since before then. */
  unnotified(changedBefore: Date): AsyncIterable<Job>;
  /** Puts down that a job was asked for; false where it is known already. */
  expect(job: NewJob): Promise<boolean>;
  /** Puts down that it was asked for again; false where it has changed meanwhile. */
  askedAgain(job: Job): Promise<boolean>;
  /** Has a job queued that was handed on, as long without news as it was; false where it has changed meanwhile. */
  takeBack(job: Job): Promise<boolean>;
  /** Lets a job go that was held; false where it has changed meanwhile. */
  letGo(job: Pick<HeldJob, 'jobId' | 'updatedAt'>, released?: Released): Promise<boolean>;
  /** Ends the open attempt of a job that was dropped, as a lost one; false where it has changed meanwhile. */
  endDropped(job: DroppedJob): Promise<boolean>;
  /** Ends a job that nobody holds the lease of; false where it has changed meanwhile. */
  end(job: Job, change: { state: 'failed'; failure: Failure } | { state: 'superseded' }): Promise<boolean>;
}

/** What objects were found to be by their content: a bucket full of other things is not read at each look. */
export interface UploadDecisions {
  /** Null where nobody has looked at an object of this content, or it was long ago. */
  known(bucket: string, object: Pick<Listed, 'key' | 'eTag'>): Promise<UploadDecision | null>;
  remember(bucket: string, object: Pick<Listed, 'key' | 'eTag'>, decision: UploadDecision): Promise<void>;
}

export interface RequestPublisher {
  /** Asks for a clip, as it was asked for. */
  publishClip(request: ClipRequest, rendition: string): Promise<void>;
  /** Asks one rendition's queue, by the topic, for this source. */
  publish(source: { bucket: string; key: string }, rendition: string, reason: string): Promise<void>;
}

/** What is known of files of wishes that lie alone. */
export interface LoneSidecars {
  /** Whether nothing is left to say of this version of it. */
  isDone(bucket: string, object: Listed): Promise<boolean>;
  /** Takes it upon the caller to tell of it; false where somebody else has just done so. */
  begin(bucket: string, object: Listed): Promise<boolean>;
  /** It was told, or is none of ours. */
  done(bucket: string, object: Listed): Promise<void>;
}

export interface ReconcilePorts {
  lone: LoneSidecars;
  sourceEvents: SourceEvents;
  listings: Listings;
  sources: Sources;
  outputs: Outputs;
  records: JobRecords;
  decisions: UploadDecisions;
  requests: RequestPublisher;
  ledger: Pick<Ledger, 'get' | 'requested'>;
}

/** A rendition as reconciling has to know it. */
export interface ReconciledRendition extends Naming {
  /** Of the key of the object that speaks for an output. */
  outputKey(sourceKey: string): string;
  /** What such keys end in; of a bucket's other objects nothing is kept, for there may be a dozen a source. */
  outputEnding: string;
  outputBucket: string;
}
