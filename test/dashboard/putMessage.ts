import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Puts a message into a queue by its name; its id. */
export async function putMessage(sqs: SQSClient, QueueName: string, MessageBody: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))).MessageId ?? '';
}
