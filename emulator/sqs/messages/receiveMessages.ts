import { randomUUID } from 'node:crypto';
import { ACCOUNT } from '../../account.ts';
import { fairly } from '../groups/fairly.ts';
import { deadLetterSources } from '../queues/deadLetterSources.ts';
import type { Queue } from '../queues/queueTable.ts';
import { invalidParameterValue } from '../sqsErrors.ts';
import type { StoreParts } from '../storeParts.ts';
import type { StoredMessage } from '../table/storedMessage.ts';
import { receiptHandle } from './receiptHandle.ts';
import type { ReceivedMessage } from './receivedMessage.ts';
import { checkSeconds, MAX_HIDDEN_SECONDS } from './timeLimits.ts';

export interface ReceiveInput {
  readonly queue: string;
  /** 1 to 10. @default 1 */
  readonly max?: number | undefined;
  /** Seconds. @default the queue's VisibilityTimeout */
  readonly visibilityTimeout?: number | undefined;
  /** Long polling, seconds. @default the queue's ReceiveMessageWaitTimeSeconds */
  readonly waitSeconds?: number | undefined;
  /** Ends the wait early, with nothing received. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hides the oldest visible messages and hands them out. As on AWS, a message that has used up its receives goes to
 * the DLQ when someone asks for it, not before; both happen in one transaction.
 */
export function receiveMessages(
  parts: StoreParts,
  input: Omit<ReceiveInput, 'waitSeconds' | 'signal'>,
): ReceivedMessage[] {
  const queue = parts.queues.get(input.queue);
  const { max = 1, visibilityTimeout = queue.settings.visibilityTimeout } = input;
  checkSeconds('VisibilityTimeout', visibilityTimeout, MAX_HIDDEN_SECONDS);
  if (!Number.isInteger(max) || max < 1 || max > 10) {
    throw invalidParameterValue(
      `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  }
  return parts.transactions.run('NORMAL', () => {
    expireMessages(parts, queue);
    return receivable(parts, queue, max).map(message => take(parts, message, visibilityTimeout));
  });
}

/** Drops what is past the queue's retention, counted from the first send: a dead letter keeps the time it was sent. */
export function expireMessages({ messages, now }: StoreParts, { name, settings }: Queue): void {
  messages.deleteSentBefore(name, now() - settings.retentionSeconds * 1_000);
}

function receivable(parts: StoreParts, queue: Queue, max: number): StoredMessage[] {
  const dlq = deadLetterQueue(parts, queue);
  for (;;) {
    const found = fairly(parts, queue.name, max);
    const spent = dlq ? found.filter(({ receiveCount }) => receiveCount >= dlq.maxReceiveCount) : [];
    if (!dlq || spent.length === 0) return found;
    for (const message of spent) deadLetter(parts, message, dlq.name);
  }
}

/** None while the DLQ is missing or does not let this queue in: its messages then stay, as on AWS. */
function deadLetterQueue(
  parts: StoreParts,
  { name, settings }: Queue,
): { name: string; maxReceiveCount: number } | undefined {
  if (!settings.redrive) return undefined;
  const { dlqArn, maxReceiveCount } = settings.redrive;
  const dlq = parts.queues.all().find(candidate => parts.arn(candidate.name) === dlqArn);
  if (!dlq || !deadLetterSources(parts, dlq.name).some(source => source.name === name)) return undefined;
  return { name: dlq.name, maxReceiveCount };
}

/** Id, receive count and time sent stay, as on AWS. */
function deadLetter(parts: StoreParts, message: StoredMessage, dlq: string): void {
  const { queue, id, body, attributes, receiveCount } = message;
  parts.messages.deadLetter(message.seq, { dlq, origin: queue, now: parts.now() });
  parts.transactions.afterCommit(() => {
    parts.watch.changed(dlq);
    parts.events.emit('deadLettered', { queue, dlq, messageId: id, body, attributes, receiveCount });
  });
}

function take(parts: StoreParts, message: StoredMessage, visibilityTimeout: number): ReceivedMessage {
  const { queue, id, seq } = message;
  const now = parts.now();
  const receipt = randomUUID();
  const receiveCount = message.receiveCount + 1;
  parts.messages.take(seq, { receipt, visibleAt: now + visibilityTimeout * 1_000, now });
  parts.transactions.afterCommit(() => {
    parts.watch.hidden(queue);
    parts.events.emit('received', { queue, messageId: id, receiveCount });
  });
  return {
    messageId: id,
    receiptHandle: receiptHandle(queue, { seq, token: receipt }),
    body: message.body,
    attributes: message.attributes,
    sentAt: message.sentAt,
    firstReceivedAt: message.firstReceivedAt ?? now,
    receiveCount,
    senderId: ACCOUNT,
    deadLetterSourceArn: message.origin && parts.arn(message.origin),
    traceHeader: message.traceHeader,
    groupId: message.groupId,
  };
}
