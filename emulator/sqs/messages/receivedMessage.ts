import { createHash } from 'node:crypto';
import type { MessageAttributes } from './messageAttributes.ts';

/** A message in the hands of a consumer; times in milliseconds since the epoch. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  /** This receive included. */
  readonly receiveCount: number;
  readonly senderId: string;
  /** The queue that dead-lettered it. */
  readonly deadLetterSourceArn: string | null;
  readonly traceHeader: string | null;
  readonly groupId: string | null;
}

/** What AWS calls the message's (system) attributes, as ReceiveMessage and Lambda's SQS events show them. */
export function systemAttributes(message: ReceivedMessage): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.deadLetterSourceArn && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
    ...(message.groupId !== null && { MessageGroupId: message.groupId }),
    ...(message.traceHeader && { AWSTraceHeader: message.traceHeader }),
  };
}

export function bodyMd5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
