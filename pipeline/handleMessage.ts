import { AttemptFailed } from './attemptFailed.ts';
import { asFailure, type Failure } from './failure.ts';
import { HeldElsewhere } from './heldElsewhere.ts';
import { parseMessage } from './parseMessage.ts';
import { retryInSeconds } from './retry.ts';
import { statusOf } from './statusOf.ts';
import { type Outcome, transcode } from './transcode.ts';
import type { Delivery, Worker } from './worker.ts';

/** What becomes of a message: acknowledged, or visible again after `retryInSeconds`. */
export type Handled =
  | { acknowledge: true; outcomes: Outcome[]; ignored?: string }
  | { acknowledge: false; retryInSeconds: number; failure?: Failure };

/**
 * The one place that decides whether a message is done. A job that returns is acknowledged. One that throws comes
 * again: after a back-off when the failure may pass, at once when it is for good, so that SQS's own redrive policy
 * soon moves the message to the DLQ, where an operator can see and redrive it.
 */
export async function handleMessage(delivery: Delivery, worker: Worker): Promise<Handled> {
  try {
    const { sources, ignored } = parseMessage(delivery.message.body);
    const outcomes: Outcome[] = [];
    for (const source of sources) outcomes.push(await transcode(source, delivery, worker));
    return { acknowledge: true, outcomes, ...(ignored === undefined ? {} : { ignored }) };
  } catch (error) {
    if (error instanceof HeldElsewhere) return { acknowledge: false, retryInSeconds: error.retryInSeconds };
    const failure = error instanceof AttemptFailed ? error.failure : asFailure(error);
    await tell(error, failure, delivery, worker);
    return { acknowledge: false, failure, retryInSeconds: retryInSeconds(failure, delivery, worker) };
  }
}

/** A job tells of each failed attempt; a message that never became a job tells once, not on each of its receives. */
async function tell(error: unknown, failure: Failure, delivery: Delivery, worker: Worker): Promise<void> {
  if (error instanceof AttemptFailed) {
    await worker.statuses.publish(statusOf(error.job)).catch(() => {});
  } else if (delivery.receiveCount === 1) {
    const { rendition, statuses } = worker;
    await statuses
      .publish({ rendition, state: 'failed', messageId: delivery.message.id, failure })
      .catch(() => {});
  }
}
