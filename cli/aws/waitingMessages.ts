import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type DeployedRendition, workQueuesOf } from '../../contract/deployment.ts';

/** As waitingMessages, in all queues of a rendition. */
export async function waitingFor(client: SQSClient, rendition: DeployedRendition): Promise<number> {
  const counts = await Promise.all(workQueuesOf(rendition).map(url => waitingMessages(client, url)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Messages in a queue, also those somebody is looking at. AWS counts them approximately. */
export async function waitingMessages(client: SQSClient, queueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}
