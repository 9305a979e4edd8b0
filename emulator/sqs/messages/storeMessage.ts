import { randomUUID } from 'node:crypto';
import { checkGroupId } from '../groups/checkGroupId.ts';
import type { StoreParts } from '../storeParts.ts';
import { checkMessage } from './checkMessage.ts';
import type { MessageAttributes } from './messageAttributes.ts';

export interface SendInput {
  readonly queue: string;
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  /** @default the queue's DelaySeconds */
  readonly delaySeconds?: number | undefined;
  /** Whose it is: a queue's consumers are shared out among groups. @default nobody's but its own */
  readonly groupId?: string | undefined;
  /** The AWSTraceHeader system attribute. */
  readonly traceHeader?: string | undefined;
}

/** Stores a message; returns its id. */
export function storeMessage(parts: StoreParts, input: SendInput): string {
  const { queue, body, attributes = {}, traceHeader = null, groupId = null } = input;
  const { settings } = parts.queues.get(queue);
  const delaySeconds = input.delaySeconds ?? settings.delaySeconds;
  checkMessage({ body, attributes, delaySeconds, maximumBytes: settings.maximumMessageSize });
  checkGroupId(groupId);
  const id = randomUUID();
  const sentAt = parts.now();
  parts.transactions.run('FULL', () => {
    const visibleAt = sentAt + delaySeconds * 1_000;
    parts.messages.insert({ queue, id, body, attributes, traceHeader, groupId, sentAt, visibleAt });
    parts.transactions.afterCommit(() => {
      parts.watch.changed(queue);
      parts.events.emit('sent', { queue, messageId: id, body, attributes });
    });
  });
  return id;
}
