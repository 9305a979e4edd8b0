import type { ClipName } from '../../contract/clips/clipName.ts';
import type { ClipStory } from '../../contract/clips/clipStory.ts';
import type {
  Beside,
  FailedJob,
  Job,
  JobItem,
  MessageMark,
  OriginalMessage,
  RunningJob,
  Source,
  WaitingClip,
  WishedOf,
} from '../../contract/job.ts';
import type { Beat } from '../../contract/ledger/beat.ts';
import type { Planned } from '../../contract/ledger/plan.ts';
import type { ReadWish } from '../../contract/wishes/takeWish.ts';
import type { Failure } from '../../failures/failure.ts';
import type { AttemptEnd, EngineChange, JobProgress } from './jobChange.ts';

/** What is known of each job; every write but a plan's is conditional. */
export interface Ledger {
  /** With its plan, what that was made of, and what was last heard of whoever makes it. */
  get(jobId: string): Promise<Job | null>;
  /**
   * Takes the job, unless a live lease of somebody else or a change since `seen` stands against it. Null when it does.
   */
  claim(job: BegunJob, seen: Job | null, holder: Holder): Promise<RunningJob | null>;
  /**
   * A sign of life: renews the lease and tells what changes while a job is made, in one small write.
   * @throws {LostLease} when somebody else has the job now.
   */
  renew(job: RunningJob, owner: string, sign: Sign): Promise<void>;
  /** Keeps the plan of a job that ends in the function that planned it; nobody waits for it. */
  keepPlan(job: Pick<Job, 'jobId'>, planned: Planned): Promise<void>;
  /** Writes what whoever ends the job elsewhere has to know, as the worker that holds the lease. @throws as renew. */
  record(jobId: string, owner: string, change: EngineChange): Promise<void>;
  /**
   * As record, for the end of the attempt: gives up the lease, and notes that the end has still to be told. The source, as it is
   * wished by then.
   */
  release(jobId: string, owner: string, change: AttemptEnd): Promise<WishedOf>;
  /**
   * Writes what a managed job's event tells, if the job's last attempt has not ended, and of one that was dropped meanwhile only
   * that. Where `change` ends it, the end has still to be told. False where the attempt is over.
   */
  settle(job: Job, change: JobProgress | AttemptEnd): Promise<boolean>;
  /** The end of the last attempt was told, with what was wished. */
  notified(job: Job): Promise<void>;
  /**
   * Writes down what is wished of a job's source now. Where the job is over, that has still to be told. The job as it is then; null
   * where it is another one by now.
   */
  wish(job: Job, source: Source): Promise<Job | null>;
  /** What the last request has wished of this version of a source, for one rendition; null where none has wished. */
  requested(source: Source, rendition: string): Promise<ReadWish | null>;
  /** Keeps what a request wishes of it, unless a later one has wished; the wish that stands. */
  request(source: Source, rendition: string, wish: ReadWish, message: MessageMark): Promise<ReadWish>;
  /** Puts down the id of a failed job's letter in the place of `job.letterId`, unless that was done. */
  knowLetter(job: Job, messageId: string): Promise<void>;
  /**
   * Writes down a clip that nobody has to take for that: it waits, or has come to nothing. False where a live lease of somebody
   * else or a change since `seen` stands against it.
   */
  settleClip(clip: SettledClip, seen: Job | null): Promise<boolean>;
  /** Gives a clip its id, in the place of job `over`'s; whose it is then. */
  nameClip(sourceId: string, name: ClipName, over?: string): Promise<ClipName>;
  /** Puts down a message that never became a job, as still to be told; false where that has been done, for it comes several times. */
  reject(rejected: RejectedJob): Promise<boolean>;
}

/** Who takes a job. */
export interface Holder {
  owner: string;
  /** When its function has ended for certain, milliseconds since 1970. */
  aliveUntil: number;
}

/** What a worker tells of its attempt with each sign of life. */
export type Sign = Pick<Beat, 'engine' | 'reason' | 'predictedSeconds' | 'progress' | 'requestsUsd'> &
  Required<Pick<Beat, 'encodeSeconds'>>;

/** What is written when a worker takes a job. */
export interface NewJob {
  jobId: string;
  source: Source;
  rendition: string;
  presetHash: string;
  message: OriginalMessage;
  queueUrl: string;
  outputBucket: string;
  /** Of a clip. */
  clip?: ClipStory;
}

/** A message that never became a job, in the form of one, before the ledger says how long it is kept. */
export type RejectedJob = Omit<FailedJob, 'expiresAt'>;

/** A job as a new attempt begins, before the ledger adds its lease. */
export type BegunJob = Omit<
  RunningJob,
  'leaseOwner' | 'leaseUntil' | 'turn' | 'beatBy' | 'encodeSeconds' | 'expiresAt' | keyof Beside
>;

/** A clip as it is written where nobody takes it; `untold` where its state has still to be told. */
export type SettledClip = Omit<NewJob, 'message'> &
  Pick<JobItem, 'message' | 'sourceId' | 'day' | 'attempts' | 'createdAt' | 'updatedAt' | 'untold'> & {
    clip: ClipStory;
  } & ({ state: WaitingClip['state']; failure?: undefined } | { state: 'failed'; failure: Failure });
