import { z } from 'zod';
import { messageAttributesMd5, messageAttributesSchema } from '../messages/messageAttributes.ts';
import { bodyMd5 } from '../messages/receivedMessage.ts';
import type { SqsStore } from '../sqsStore.ts';

/** What SendMessage and an entry of SendMessageBatch have in common. */
export const outgoingMessage = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().optional(),
  MessageGroupId: z.string().optional(),
  MessageAttributes: messageAttributesSchema.default({}),
  MessageSystemAttributes: messageAttributesSchema.default({}),
});

/** Sends it and answers with its id and digests. */
export function sendOutgoing(
  store: SqsStore,
  queue: string,
  message: z.output<typeof outgoingMessage>,
): { MessageId: string; MD5OfMessageBody: string; MD5OfMessageAttributes?: string | undefined } {
  const { MessageBody, MessageAttributes, MessageSystemAttributes } = message;
  const MessageId = store.send({
    queue,
    body: MessageBody,
    attributes: MessageAttributes,
    delaySeconds: message.DelaySeconds,
    groupId: message.MessageGroupId,
    traceHeader: MessageSystemAttributes.AWSTraceHeader?.StringValue,
  });
  return {
    MessageId,
    MD5OfMessageBody: bodyMd5(MessageBody),
    MD5OfMessageAttributes: messageAttributesMd5(MessageAttributes),
  };
}
