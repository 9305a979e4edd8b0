import { z } from 'zod';
import { messageAttributesSchema } from '../../sqs/messages/messageAttributes.ts';
import { invalidParameter } from '../snsErrors.ts';
import type { SnsStore } from '../snsStore.ts';

/** What Publish and an entry of PublishBatch have in common. */
export const outgoing = z.object({
  Message: z.string(),
  Subject: z.string().optional(),
  MessageStructure: z.string().optional(),
  MessageAttributes: messageAttributesSchema.default({}),
  MessageGroupId: z.string().optional(),
});

/** Publishes it and answers with its id. */
export function publishOutgoing(
  store: SnsStore,
  topicArn: string,
  input: z.output<typeof outgoing>,
): { MessageId: string } {
  const MessageId = store.publish({
    topicArn,
    message: input.MessageStructure === 'json' ? messageForQueues(input.Message) : input.Message,
    subject: input.Subject,
    attributes: input.MessageAttributes,
    groupId: input.MessageGroupId,
  });
  return { MessageId };
}

const perProtocol = z.object({ default: z.string(), sqs: z.string().optional() });

/** With MessageStructure=json the message has one text a protocol; these topics deliver to queues only. */
function messageForQueues(message: string): string {
  try {
    const texts = perProtocol.parse(JSON.parse(message));
    return texts.sqs ?? texts.default;
  } catch {
    throw invalidParameter('Message Structure', 'No default entry in JSON message body');
  }
}
