import type { Job, OriginalMessage } from '../../contract/job.ts';
import type { OnIncomplete } from '../../media/plan/incomplete.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { FunctionSize } from '../attempt/attemptCost.ts';
import type { Stopwatch } from '../attempt/stopwatch.ts';
import type { FunctionLimits } from '../engines/choose.ts';
import type { Ledger, ManagedEncoder, Outputs, Sources, Statuses } from './ports.ts';

/** What one rendition's function is and may use; made once, at cold start. */
export interface Worker {
  rendition: string;
  preset: Preset;
  inputBucket: string;
  outputBucket: string;
  queueUrl: string;
  limits: FunctionLimits & FunctionSize & { vcpus: number };
  managed: { enabled: boolean; aboveSeconds: number };
  leaseSeconds: number;
  retrySeconds: number;
  /** Receives before SQS moves a message to the DLQ. */
  maxReceiveCount: number;
  progressSeconds: number;
  /** An ffmpeg whose output stands still for this long is ended. */
  stallSeconds: number;
  onIncomplete: OnIncomplete;
  ffmpegBin: string;
  /** Folder under which each job gets a scratch folder of its own. */
  scratchRoot: string;
  sources: Sources;
  outputs: Outputs;
  ledger: Ledger;
  statuses: Statuses;
  encoder: ManagedEncoder;
}

/** One delivery of one message. */
export interface Delivery {
  message: OriginalMessage;
  /** Of a letter (deadLetter.ts): which attempt's failure it takes to the DLQ. */
  letterId?: string | undefined;
  receiveCount: number;
  /** Milliseconds until the function is stopped from outside. */
  remainingMs(): number;
  /** Keeps the message out of others' sight for so many seconds from now. */
  keepHidden(seconds: number): Promise<void>;
}

/** A job that this worker holds the lease of. */
export interface Claim {
  job: Job;
  owner: string;
  delivery: Delivery;
  /** Runs while ffmpeg does. */
  encoding: Stopwatch;
  /** The message asked for it to be made again. */
  force: boolean;
  /** Aborts, with the reason, when the lease is lost or the source is no longer the one that is made. */
  signal: AbortSignal;
}
