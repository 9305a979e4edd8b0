import type { OriginalMessage } from '../../contract/job.ts';
import type { Failure } from '../../failures/failure.ts';

/** Puts messages that a managed job had taken over back into their queues. */
export interface DeadLetters {
  /** As a letter on its way to the DLQ, with the failure in its attributes. */
  send(queueUrl: string, message: OriginalMessage, failure: Failure, letterId: string): Promise<void>;
  /** Puts a message back into its own queue, as it first came. */
  requeue(queueUrl: string, message: OriginalMessage): Promise<void>;
  /** Puts it there so that others pass it, where many of its kind wait. */
  requeueLow(queueUrl: string, message: OriginalMessage): Promise<void>;
  /** Puts a message where a rendition's containers take it, a moment later: its job is given up meanwhile. */
  handOn(queueUrl: string, message: OriginalMessage): Promise<void>;
}
