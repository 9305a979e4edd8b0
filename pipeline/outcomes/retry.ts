import { kindOf } from '../../failures/catalogue.ts';
import type { Failure } from '../../failures/failure.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';

/** SQS's own limit on a visibility timeout, seconds. */
const MAX_VISIBILITY_SECONDS = 43_200;

/** True where SQS will put the message into the DLQ instead of showing it once more. */
export function isLastReceive(
  { receiveCount }: Pick<QueueMessage, 'receiveCount'>,
  { maxReceiveCount }: Pick<Settings, 'maxReceiveCount'>,
): boolean {
  return receiveCount >= maxReceiveCount;
}

/**
 * A few receives more would take a message to the DLQ. Where its workers were lost, which says nothing against it, it is asked
 * for anew, while there is still something to spare for workers that die before they can; where each message is received
 * once only there is nothing.
 */
export function isWornOut(
  { receiveCount }: Pick<QueueMessage, 'receiveCount'>,
  { maxReceiveCount }: Pick<Settings, 'maxReceiveCount'>,
): boolean {
  return maxReceiveCount > 1 && receiveCount > maxReceiveCount / 2;
}

/**
 * True where a message whose worker was told to end is to be asked for anew: one that is given back now would be in the DLQ
 * soon, or at its next receive.
 */
export function isSpent(
  received: Pick<QueueMessage, 'receiveCount'>,
  settings: Pick<Settings, 'maxReceiveCount'>,
): boolean {
  return isWornOut(received, settings) || isLastReceive(received, settings);
}

/** True where nothing was wrong: it was only ended before its time. */
export function isBlameless({ code }: Pick<Failure, 'code'>): boolean {
  return kindOf(code)?.isBlameless === true;
}

/** True where the failure may pass and the message will come once more. */
export function willComeAgain(
  failure: Failure,
  received: Pick<QueueMessage, 'receiveCount'>,
  settings: Pick<Settings, 'maxReceiveCount'>,
): boolean {
  return isBlameless(failure) || (failure.class === 'transient' && !isLastReceive(received, settings));
}

/**
 * Seconds until the message is visible again: a doubling back-off while a retry may help, none where nothing was wrong, and none
 * where no retry helps, so that SQS's redrive policy moves the message to the DLQ on its next receives.
 */
export function retryInSeconds(
  failure: Failure,
  received: Pick<QueueMessage, 'receiveCount'>,
  settings: Pick<Settings, 'maxReceiveCount' | 'retrySeconds'>,
): number {
  if (isBlameless(failure) || !willComeAgain(failure, received, settings)) return 0;
  const backOff = settings.retrySeconds * 2 ** Math.min(received.receiveCount - 1, 10);
  // Jitter over the upper half keeps a burst that failed together from coming back together.
  return Math.min(MAX_VISIBILITY_SECONDS, Math.round(backOff * (0.5 + Math.random() / 2)));
}
