import { GetQueueAttributesCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { ALL_RENDITIONS } from './faultProject.ts';
import type { FaultStack } from './faultStack.ts';

export const WORK_QUEUES = [
  ...ALL_RENDITIONS.map(name => `fanreel-${name}`),
  ...['fanreel-job-state', 'fanreel-webhook-events'],
  ...['fanreel-webhook-deliveries', 'fanreel-webhook-slow-deliveries'],
];

export function urlOfQueue({ endpoint }: FaultStack, name: string): string {
  return `${endpoint}/000000000000/${name}`;
}

/** Messages that wait, and those in somebody's hands. */
export async function depth(stack: FaultStack, names = WORK_QUEUES): Promise<number> {
  const counts = await Promise.all(
    names.map(async name => {
      const { Attributes = {} } = await stack.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: urlOfQueue(stack, name), AttributeNames: ['All'] }),
      );
      const waiting = Number(Attributes.ApproximateNumberOfMessages);
      return waiting + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** All messages of a queue; they stay in it. */
export async function messagesIn(stack: FaultStack, name: string): Promise<Message[]> {
  const all = new Map<string, Message>();
  for (;;) {
    const { Messages = [] } = await stack.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: urlOfQueue(stack, name),
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        VisibilityTimeout: 30,
      }),
    );
    for (const message of Messages) all.set(message.MessageId ?? '', message);
    if (Messages.length === 0) return [...all.values()];
  }
}
