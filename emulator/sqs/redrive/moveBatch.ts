import { randomUUID } from 'node:crypto';
import type { StoreParts } from '../storeParts.ts';
import type { StoredMessage } from '../table/storedMessage.ts';
import type { MoveTask } from './moveTaskTable.ts';

/**
 * Moves the next messages of a task, inside the caller's transaction. A moved message is a new one: new id, receive
 * count 0, sent now. It stops at the first that has nowhere to go, with AWS's name for the reason.
 */
export function moveBatch(
  parts: StoreParts,
  task: MoveTask,
  limit: number,
): { moved: number; failure?: string } {
  const { queues, messages } = parts;
  if (!queues.find(task.source)) return { moved: 0, failure: NO_QUEUE };
  let moved = 0;
  for (const message of messages.visibleUpTo(task.source, parts.now(), task.lastSeq, limit)) {
    const destination = task.destination ?? message.origin;
    if (!destination) return { moved, failure: 'CouldNotDetermineMessageSource' };
    if (!queues.find(destination)) return { moved, failure: NO_QUEUE };
    moveMessage(parts, message, destination);
    moved += 1;
  }
  return { moved };
}

const NO_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';

function moveMessage(parts: StoreParts, message: StoredMessage, destination: string): void {
  const { body, attributes, traceHeader, groupId } = message;
  const now = parts.now();
  const id = randomUUID();
  parts.messages.delete(message.seq);
  parts.messages.insert({
    queue: destination,
    id,
    body,
    attributes,
    traceHeader,
    groupId,
    sentAt: now,
    visibleAt: now,
  });
  parts.transactions.afterCommit(() => {
    parts.watch.changed(destination);
    parts.events.emit('moved', {
      source: message.queue,
      destination,
      messageId: id,
      previousMessageId: message.id,
      body,
      attributes,
    });
  });
}
