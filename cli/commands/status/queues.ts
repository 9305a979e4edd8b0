import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';

/** Messages of a queue, as AWS counts them approximately. */
export interface QueueDepth {
  waiting: number;
  /** Received and not yet acknowledged, or to be tried again later. */
  inWork: number;
}

export async function queueDepth(client: SQSClient, queueUrl: string): Promise<QueueDepth> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  const count = (name: keyof typeof Attributes) => Number(Attributes[name] ?? 0);
  return {
    waiting: count('ApproximateNumberOfMessages') + count('ApproximateNumberOfMessagesDelayed'),
    inWork: count('ApproximateNumberOfMessagesNotVisible'),
  };
}

/** What waits in the queues of all renditions, as a line; null where nothing does. */
export async function queueLine(client: SQSClient, renditions: DeployedRendition[]): Promise<string | null> {
  const depths = await Promise.all(
    renditions.map(async ({ name, queueUrl }) => ({ name, ...(await queueDepth(client, queueUrl)) })),
  );
  const busy = depths.filter(({ waiting, inWork }) => waiting + inWork > 0);
  if (busy.length === 0) return null;
  return `In the queues: ${busy.map(({ name, waiting, inWork }) => `${name} ${waiting} waiting, ${inWork} in work`).join('; ')}.`;
}
