import { AwsError } from '../query/awsError.ts';
import { MAX_MESSAGE_ATTRIBUTES, type MessageAttributes } from '../sqs/messages/messageAttributes.ts';
import type { SqsStore } from '../sqs/sqsStore.ts';
import { envelope } from './envelope.ts';
import type { Published } from './published.ts';
import type { Subscription } from './subscription.ts';

/** What became of one delivery; `deadLetterQueue` is null when the message is lost. */
export type DeliveryStatus =
  | { readonly delivered: true }
  | { readonly delivered: false; readonly reason: string; readonly deadLetterQueue: string | null };

/**
 * Puts a message into the subscription's queue, or (as a queue's refusal is a client error, which SNS does not retry)
 * at once into the subscription's own DLQ.
 */
export function deliver(sqs: SqsStore, subscription: Subscription, published: Published): DeliveryStatus {
  const attributes = subscription.raw ? published.attributes : {};
  const body = subscription.raw ? published.message : envelope(published, subscription, new Date());
  const { groupId } = published;
  const reason = trySend(sqs, subscription.queueArn, { body, attributes, groupId });
  if (reason === undefined) return { delivered: true };
  if (subscription.deadLetterArn === null) return { delivered: false, reason, deadLetterQueue: null };
  // No queue holds more than ten attributes: what failed for that keeps its body only.
  const kept = Object.keys(attributes).length > MAX_MESSAGE_ATTRIBUTES ? {} : attributes;
  const lost = trySend(sqs, subscription.deadLetterArn, { body, attributes: kept, groupId }) !== undefined;
  return { delivered: false, reason, deadLetterQueue: lost ? null : queueName(subscription.deadLetterArn) };
}

/** Why the queue does not take it; undefined when it has it. */
function trySend(
  sqs: SqsStore,
  queueArn: string,
  message: { body: string; attributes: MessageAttributes; groupId: string | undefined },
): string | undefined {
  try {
    sqs.send({ queue: queueName(queueArn), ...message });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

function queueName(arn: string): string {
  return arn.split(':').pop() ?? arn;
}
