import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OriginalMessage } from '../../pipeline/job.ts';
import type { DeadLetters } from '../../pipeline/ports.ts';

/** SQS allows no control characters in attribute values, and 256 KB in all. */
const MAX_TEXT = 500;

/** Puts a message into a queue as it first came; into a DLQ with the failure in its attributes, so that a redrive just works. */
export function sqsDeadLetters(sqs: SQSClient): DeadLetters {
  return {
    send: (dlqUrl, message, failure) =>
      send(sqs, dlqUrl, message, {
        'fanreel-code': failure.code,
        'fanreel-message': failure.message.slice(0, MAX_TEXT),
      }),
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
