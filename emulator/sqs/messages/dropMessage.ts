import type { StoreParts } from '../storeParts.ts';
import { heldMessage } from './receiptHandle.ts';

/** Deletes the message of a receive, unless it has been received again since. */
export function dropMessage(
  parts: StoreParts,
  { queue, receiptHandle }: { queue: string; receiptHandle: string },
): void {
  const message = heldMessage(parts, queue, receiptHandle);
  if (!message) return;
  const { messages, depths, processing, transactions, events, now } = parts;
  const isShared = depths.hasGroups(queue);
  transactions.run('NORMAL', () => {
    messages.delete(message.seq);
    transactions.afterCommit(() => {
      if (isShared) processing.add(queue, message, now());
      events.emit('deleted', { queue, messageId: message.id });
    });
  });
}
