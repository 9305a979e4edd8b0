import { createHash } from 'node:crypto';
import type { Failure } from '../failures/failure.ts';
import type { ClipPlan } from '../media/clips/plan/clipPlan.ts';
import type { ImagePlan } from '../media/images/plan/planImages.ts';
import type { Incomplete } from '../media/plan/incomplete.ts';
import type { Plan } from '../media/plan/plan.ts';
import type { Probe } from '../media/probe/probe.ts';
import type { Preset } from '../presets/schema/preset.ts';
import type { ClipFacts, ClipStory } from './clips/clipStory.ts';
import type { JobState } from './jobState.ts';
import type { Dropped, Held, Released } from './ledger/notRun.ts';
import type { Pruned } from './ledger/pruned.ts';
import { madeBy } from './wishes/madeBy.ts';
import type { Wishes, WishFailure } from './wishes/wishes.ts';

/** Who makes it. */
export type EngineName = 'ffmpeg' | 'segments' | 'container' | 'mediaconvert';

/** One object in the input bucket, in one version of it. */
export interface Source {
  bucket: string;
  key: string;
  /** versionId, else eTag. */
  version: string;
  sizeBytes: number;
  /** All that is wished together, by rules, metadata, a file beside it and the request; absent where nothing is. */
  wishes?: Wishes;
  /** Why something that was wished could not be taken; what else there is of wishes is none of it. */
  wishFailure?: WishFailure;
}

/** The SQS message that asked for the job. */
export interface MessageMark {
  id: string;
  /** When it entered the queue. */
  sentAt?: string;
}

/** All of that message; a job that ends elsewhere keeps it, for its failure puts the message back into its queue. */
export interface OriginalMessage extends MessageMark {
  body: string;
  /** String attributes only: `rendition` is the one fanreel knows. */
  attributes: Record<string, string>;
}

export interface Attempt {
  number: number;
  /** Of the SQS message that it was made for. */
  messageId: string;
  /** Of the code that made it; absent of one that an older version made. */
  codeVersion?: string;
  startedAt: string;
  endedAt?: string;
  engine?: EngineName;
  /** Where its worker ran: in a container; absent of one in a function. */
  compute?: 'container';
  /** `complete`, the failure's code, `lost` where the worker died, or `handed-on` where containers are to make it. */
  outcome?: string;
  /** Wall seconds from claim to end. */
  seconds?: number;
  /** Of these, seconds in which ffmpeg ran here; of a worker that died, until its last sign of life. */
  encodeSeconds?: number;
  /** What is paid for: the function's seconds, or those of MediaConvert's output. */
  billedSeconds?: number;
  /** What it cost at list prices, USD. */
  usd?: number;
  /** Of that, what its requests to S3, SQS, SNS, DynamoDB and the log cost. */
  requestsUsd?: number;
  /** Of a film in pieces, the id of its cut, once its pieces were asked for. */
  cut?: string;
  /** Of what a film in pieces cost, for tries at pieces that came to nothing; absent where there were none. */
  wastedUsd?: number;
  /** As wastedUsd, of `encodeSeconds`. */
  wastedEncodeSeconds?: number;
  /** MediaConvert's own job id. */
  managedJobId?: string;
  /** The number of the attempt that it was submitted for, an earlier one where its answer was lost then. */
  managedAttempt?: number;
}

/** What a job came to: the video, or the manifest that lists all images. */
export interface Output extends OutputFacts {
  bucket: string;
  key: string;
  eTag: string;
  /** As S3 computed it, e.g. `crc32:Nks/tw==`; absent where S3 tells none. */
  checksum?: string;
}

export interface OutputFacts {
  /** Of all its images together, where there are several. */
  sizeBytes: number;
  durationSeconds: number;
  /** Of a clip: how it was cut, and the widths of its pictures. */
  clip?: ClipFacts;
  /** The source's end is missing, and this is what there was of it; absent where it is whole. */
  incomplete?: Incomplete;
  /** Of the largest image, where there are several. */
  width: number;
  height: number;
}

/**
 * The ledger's item, as any version of the code may have written it. Times are ISO 8601 in UTC. What changes while a job
 * is made is in its beat, and its plan in an item of its own: each change of this item is paid for in every index.
 */
export interface JobItem {
  jobId: string;
  /** `bucket/key`, the index that finds every rendition of a source. */
  sourceId: string;
  source: Source;
  rendition: string;
  presetHash: string;
  /** The source's: the index that finds the jobs of a batch. */
  batch?: string;
  state: JobState;
  engine?: EngineName;
  /** Why that engine. */
  reason?: string;
  predictedSeconds?: number;
  /** Percent. */
  progress?: number;
  plan?: Plan | ImagePlan | ClipPlan;
  /** The plan's: in what the output is less than the source, a sentence each. */
  warnings?: string[];
  attempts: Attempt[];
  output?: Output;
  failure?: Failure;
  /** Of a complete one whose output was deleted on purpose. */
  pruned?: Pruned;
  /** Of a job that nobody wants any more. */
  dropped?: Dropped;
  /** Of one that waits for somebody to let it go. */
  held?: Held;
  /** Of one that somebody has let go, until it is complete. */
  released?: Released;
  /** Of a clip: what was asked for, and how far that has come. */
  clip?: ClipStory;
  message: MessageMark | OriginalMessage;
  /** Where this job's messages come from. */
  queueUrl: string;
  outputBucket: string;
  /** Who works on it, and until when (ms since 1970) nobody else may who sees no beats: until its function has ended. */
  leaseOwner?: string;
  leaseUntil?: number;
  /** Of that worker's beats, and when (ms since 1970) the first is due. An older version's renews `leaseUntil` in here. */
  turn?: string;
  beatBy?: number;
  /** Of the attempt under way, as an older version's worker told. */
  encodeSeconds?: number;
  createdAt: string;
  /** Of `createdAt`, `2026-11-20`: the index that finds jobs by time. */
  day: string;
  updatedAt: string;
  /** When what is wished of its source was last written down by itself, and its news became old by that. */
  wishedAt?: string;
  /** Its last state has still to be told on the status topic. */
  untold?: 'yes';
  /** Of the message that takes a managed job's failure to the DLQ, its id once it was seen. */
  letterId?: string;
  /** When DynamoDB may delete the item, seconds since 1970; what was dropped stays, or it would be asked for again. */
  expiresAt?: number;
}

/** What of a job's item anybody may change while its worker has it. */
export type WishedOf = Pick<JobItem, 'source' | 'wishedAt'>;

/** What a job has in each state, of what others lack. */
type InState =
  | { state: 'queued'; failure?: Failure; output?: undefined }
  | { state: 'running'; leaseUntil: number; failure?: undefined; output?: undefined }
  | { state: 'submitted'; plan: Plan | ImagePlan | ClipPlan; failure?: undefined; output?: undefined }
  | { state: 'complete'; output: Output; failure?: undefined }
  | { state: 'failed'; failure: Failure; output?: undefined }
  | { state: 'held'; held: Held; failure?: Failure; output?: undefined }
  | { state: 'dropped'; dropped: Dropped; failure?: Failure; output?: undefined }
  | { state: 'superseded'; failure?: Failure; output?: undefined }
  | {
      state: 'pending' | 'not-available' | 'out-of-range';
      clip: ClipStory;
      failure?: undefined;
      output?: undefined;
    };

/** One source and one preset, with what its state promises and what lies beside it told. */
export type Job = Omit<JobItem, 'state' | 'failure' | 'output'> & InState & Beside;

/** What does not lie in a job's own item. */
export interface Beside {
  /** The last that was heard of it, a change or a beat; absent where nobody looked for beats. */
  heardAt?: string;
  /** Of the attempt under way, what its requests had cost by then, USD. */
  requestsUsd?: number;
  /** What its last attempt has read of its source; absent where that is not known, or nobody looked for it. */
  probed?: Probe;
}

/** A job that was asked for and waits. */
export type QueuedJob = Extract<Job, { state: 'queued' }>;

/** A job that a worker has, or had. */
export type RunningJob = Extract<Job, { state: 'running' }>;

/** A job that MediaConvert has, whose pieces are being made, or that waits for a container. */
export type SubmittedJob = Extract<Job, { state: 'submitted' }>;

/** A job that is over a budget. */
export type HeldJob = Extract<Job, { state: 'held' }>;

/** A clip whose recordings are waited for, or were in vain. */
export type WaitingClip = Extract<Job, { state: 'pending' | 'not-available' | 'out-of-range' }>;

/** A job that nobody wants any more. */
export type DroppedJob = Extract<Job, { state: 'dropped' }>;

/** A job that nobody makes again unasked. */
export type FailedJob = Extract<Job, { state: 'failed' }>;

/** What of a rendition names its jobs. */
export interface Naming {
  name: string;
  presetHash: string;
  kind: Preset['kind'];
}

/** In the place of its preset's hash, what has no preset: a message that never became a job, which the ledger keeps as one. */
export const NO_PRESET = '';

/** Whether it is a message that never became a job. */
export function isRejected({ presetHash }: Pick<JobItem, 'presetHash'>): boolean {
  return presetHash === NO_PRESET;
}

/**
 * A job's identity: the same source, version, preset, and wishes that it is made by, is the same job, however often it is asked
 * for. Where nothing is wished, it is named as it ever was.
 */
export function jobIdOf(
  { bucket, key, version, wishes }: Omit<Source, 'sizeBytes'>,
  { name, presetHash, kind }: Naming,
): string {
  const by = madeBy(wishes, kind);
  const wished = Object.keys(by).length > 0 ? [by] : [];
  const identity = JSON.stringify([bucket, key, version, name, presetHash, ...wished]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}
