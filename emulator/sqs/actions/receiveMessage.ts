import { z } from 'zod';
import { type MessageAttributes, messageAttributesMd5 } from '../messages/messageAttributes.ts';
import { bodyMd5, type ReceivedMessage, systemAttributes } from '../messages/receivedMessage.ts';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

const names = z.array(z.string()).default([]);

export const receiveMessage = sqsAction(
  z.object({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: z.number().default(1),
    VisibilityTimeout: z.number().optional(),
    WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
    AttributeNames: names,
    MessageSystemAttributeNames: names,
    MessageAttributeNames: names,
  }),
  async (store, input, signal) => {
    const messages = await store.receive({
      queue: input.QueueUrl,
      max: input.MaxNumberOfMessages,
      visibilityTimeout: input.VisibilityTimeout,
      waitSeconds: input.WaitTimeSeconds,
      signal,
    });
    // The first is the older name for the second.
    const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    // AWS leaves the list out when it is empty.
    if (messages.length === 0) return {};
    return { Messages: messages.map(message => show(message, system, input.MessageAttributeNames)) };
  },
);

function show(message: ReceivedMessage, system: string[], attributeNames: string[]): object {
  const attributes = pickAttributes(message.attributes, attributeNames);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: bodyMd5(message.body),
    Body: message.body,
    Attributes: nonEmpty(pickSystem(systemAttributes(message), system)),
    MD5OfMessageAttributes: messageAttributesMd5(attributes),
    MessageAttributes: nonEmpty(attributes),
  };
}

function pickSystem(all: Record<string, string>, wanted: string[]): Record<string, string> {
  return wanted.includes('All') ? all : pick(all, name => wanted.includes(name));
}

/** `All` or `.*` asks for all of them, `prefix.*` for those that start so. */
function pickAttributes(all: MessageAttributes, wanted: string[]): MessageAttributes {
  return pick(all, name =>
    wanted.some(
      want => want === 'All' || want === name || (want.endsWith('.*') && name.startsWith(want.slice(0, -2))),
    ),
  );
}

function pick<Value>(all: Record<string, Value>, want: (name: string) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => want(name)));
}

function nonEmpty<Value>(record: Record<string, Value>): Record<string, Value> | undefined {
  return Object.keys(record).length > 0 ? record : undefined;
}
