import { receiptHandleIsInvalid } from '../sqsErrors.ts';
import type { StoreParts } from '../storeParts.ts';
import type { StoredMessage } from '../table/storedMessage.ts';

/** What a receipt handle stands for: one receive of one message. Opaque to clients, as on AWS. */
interface Receipt {
  readonly seq: number;
  readonly token: string;
}

export function receiptHandle(queue: string, receipt: Receipt): string {
  return Buffer.from(`${receipt.seq}:${receipt.token}:${queue}`).toString('base64url');
}

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

/** @throws {AwsError} ReceiptHandleIsInvalid for one that this queue did not give out. */
function readReceiptHandle(queue: string, handle: string): Receipt {
  const [seq = '', token = '', name] = Buffer.from(handle, 'base64url').toString().split(':');
  if (!/^\d{1,15}$/.test(seq) || name !== queue) throw receiptHandleIsInvalid(handle);
  return { seq: Number(seq), token };
}
