import type { StoredMessage } from './messageTable.ts';
import { readReceiptHandle } from './receiptHandle.ts';
import type { StoreParts } from './storeParts.ts';

/**
 * The message that a receipt handle still holds: undefined once it was deleted, moved or received again.
 * @throws {AwsError} QueueDoesNotExist, or ReceiptHandleIsInvalid for a handle of another queue or of nothing.
 */
export function heldMessage(
  { queues, messages }: StoreParts,
  queue: string,
  handle: string,
): StoredMessage | undefined {
  const { seq, token } = readReceiptHandle(queues.get(queue).name, handle);
  const message = messages.find(queue, seq);
  return message?.receipt === token ? message : undefined;
}
