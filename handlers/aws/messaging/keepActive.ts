import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/**
 * Asks each queue for something. SQS tells CloudWatch nothing of a queue that nobody has asked anything for six hours, and up to a quarter
 * of an hour late once somebody does (Amazon SQS guide, "Monitoring queues using CloudWatch"): workers that are scaled by its metrics, and
 * of whom there is none that would ask, came as late to the first message.
 */
export async function keepActive(sqs: Pick<SQSClient, 'send'>, queueUrls: string[]): Promise<void> {
  await Promise.all(
    queueUrls.map(url =>
      sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] })),
    ),
  );
}
