import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Messages of a queue, as AWS counts them approximately. */
export interface QueueDepth {
  visible: number;
  /** Received and not yet acknowledged, or to be tried again later. */
  inFlight: number;
  /** Not to be received yet. */
  delayed: number;
}

/** As queueDepth, of several queues together. */
export async function depthOfAll(client: Pick<SQSClient, 'send'>, queueUrls: string[]): Promise<QueueDepth> {
  const depths = await Promise.all(queueUrls.map(url => queueDepth(client, url)));
  const sum = (of: keyof QueueDepth) => depths.reduce((total, depth) => total + depth[of], 0);
  return { visible: sum('visible'), inFlight: sum('inFlight'), delayed: sum('delayed') };
}

export async function queueDepth(client: Pick<SQSClient, 'send'>, queueUrl: string): Promise<QueueDepth> {
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
    visible: count('ApproximateNumberOfMessages'),
    inFlight: count('ApproximateNumberOfMessagesNotVisible'),
    delayed: count('ApproximateNumberOfMessagesDelayed'),
  };
}
