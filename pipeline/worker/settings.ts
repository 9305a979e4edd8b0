import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import type { OnIncomplete } from '../../media/plan/incomplete.ts';
import type { ComputeSize } from '../../prices/computeCost.ts';

/** Of one job, and of all jobs of a day of UTC. */
export interface Budget {
  perJobUsd?: number | undefined;
  perDayUsd?: number | undefined;
}

/** Containers beside a function, which take what that has no time or no scratch for. */
export interface LongJobs {
  /** Where it puts their messages. */
  queueUrl: string;
  size: ComputeSize;
  timeoutSeconds: number;
}

/** Between two messages about the progress of an encode, and before the first: who is done sooner tells the end alone. */
export const PROGRESS_NEWS_SECONDS = 10;

/** The profile's numbers, as one function is told them, or one container. */
export interface Settings {
  /** What it runs in. */
  size: ComputeSize;
  /** What its rendition's others run in, where it is not the same. */
  elsewhere?: ComputeSize | undefined;
  /** After which it is stopped from outside. */
  timeoutSeconds: number;
  /** An encode that is predicted to take longer than `aboveSeconds` goes to MediaConvert. */
  managed: { enabled: boolean; aboveSeconds: number };
  /** Absent of a function that has none, and of containers. */
  longJobs?: LongJobs | undefined;
  /** How many workers may make pieces of one film at once; 0 where films are not made in pieces. */
  segmentWorkers: number;
  /** Of the engines, the cheapest that is predicted to have the output there within so many seconds is taken. */
  targetSeconds: number;
  /** What no attempt may take a job, or a day, over unless somebody lets it; USD at list prices, each absent where nothing limits it. */
  budget: Budget;
  /** Of this code, as it was deployed; undefined of a deployment that does not tell it. */
  codeVersion?: string | undefined;
  leaseSeconds: number;
  retrySeconds: number;
  /** Receives before SQS moves a message to the DLQ. */
  maxReceiveCount: number;
  /** Least time between two reports of progress to the ledger. */
  progressSeconds: number;
  /** Progress is told on the status topic in steps of so much. */
  progressNewsPercent: number;
  /** An ffmpeg whose output stands still for this long is ended. */
  stallSeconds: number;
  onIncomplete: OnIncomplete;
  wishes: WishSettings;
  ffmpegBin: string;
  /** Folder under which each job gets a scratch folder of its own. */
  scratchRoot: string;
}
