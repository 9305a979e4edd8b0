import type { OriginalMessage } from '../../contract/job.ts';

/** That a worker is to end. */
export interface Leaving {
  /** Aborts when it is told so. */
  signal: AbortSignal;
  /** How long it may still work from then on, seconds. */
  graceSeconds: number;
}

/** A message as SQS gave it out once; it may give it out again. */
export interface QueueMessage {
  message: OriginalMessage;
  /** Of a letter on its way to the DLQ: which attempt's failure it takes to the DLQ. */
  letterId?: string | undefined;
  /** Of a request for a piece of a film: the index of what that needs of its source, as whoever cut the film has sent it. */
  pieceIndex?: Uint8Array | null;
  receiveCount: number;
  /** Milliseconds until the function is stopped from outside. */
  remainingMs(): number;
  /** Where the worker may be told to end while it works on this. */
  leaving?: Leaving | undefined;
  /** Keeps the message out of others' sight for so many seconds from now. */
  keepHidden(seconds: number): Promise<void>;
}
