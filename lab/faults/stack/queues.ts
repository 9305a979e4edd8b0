import {
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  QueueDoesNotExist,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { ALL_RENDITIONS } from './faultProject.ts';
import type { FaultStack } from './faultStack.ts';

export const WORK_QUEUES = [
  ...ALL_RENDITIONS.flatMap(name => [`fanreel-${name}`, `fanreel-${name}-long`]),
  ...['fanreel-job-state', 'fanreel-webhook-events'],
  ...['fanreel-webhook-deliveries', 'fanreel-webhook-slow-deliveries'],
];

export function urlOfQueue({ endpoint }: FaultStack, name: string): string {
  return `${endpoint}/000000000000/${name}`;
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Messages that wait, and those in somebody's hands; none of a queue that this run does not have. */
export async function depth(stack: FaultStack, names = WORK_QUEUES): Promise<number> {
  const counts = await Promise.all(
    names.map(async name => {
      const { Attributes = {} } = await stack.sqs
        .send(new GetQueueAttributesCommand({ QueueUrl: urlOfQueue(stack, name), AttributeNames: ['All'] }))
        .catch(noneThere);
      return COUNTS.reduce((sum, count) => sum + Number(Attributes[count] ?? 0), 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function noneThere(error: unknown): { Attributes?: Partial<Record<QueueAttributeName, string>> } {
  if (error instanceof QueueDoesNotExist) return {};
  throw error;
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
