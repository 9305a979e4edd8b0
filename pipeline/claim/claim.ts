import type { RunningJob } from '../../contract/job.ts';
import type { Stopwatch } from '../attempt/stopwatch.ts';
import type { ReceivedMessage } from '../worker/receivedMessage.ts';

/** A job that this worker holds the lease of. */
export interface Claim {
  job: RunningJob;
  owner: string;
  received: ReceivedMessage;
  /** Runs while ffmpeg does. */
  encoding: Stopwatch;
  /** The message asked for it to be made again. */
  force: boolean;
  /** Aborts, with the reason, when the lease is lost or the source is no longer the one that is made. */
  signal: AbortSignal;
}
