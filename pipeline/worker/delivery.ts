import type { OriginalMessage } from '../../contract/job.ts';

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
