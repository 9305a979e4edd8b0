import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OriginalMessage } from '../../../contract/job.ts';
import { writeLetter } from '../../../contract/messages/letter.ts';
import type { DeadLetters } from '../../../pipeline/ports/deadLetters.ts';

/** Messages as they first came, on SQS. */
export function sqsDeadLetters(sqs: SQSClient): DeadLetters {
  return {
    send: (queueUrl, message, failure, letterId) =>
      send(sqs, queueUrl, message, writeLetter({ ...failure, id: letterId })),
    requeue: (queueUrl, message) => send(sqs, queueUrl, message, {}),
  };
}

async function send(
  sqs: SQSClient,
  queueUrl: string,
  message: OriginalMessage,
  more: Record<string, string>,
): Promise<void> {
  const attributes = Object.entries({ ...message.attributes, ...more });
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: message.body,
      MessageAttributes: Object.fromEntries(
        attributes.map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    }),
  );
}
