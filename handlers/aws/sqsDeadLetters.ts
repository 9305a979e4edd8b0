import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetters } from '../../pipeline/ports.ts';

/** SQS allows no control characters in attribute values, and 256 KB in all. */
const MAX_TEXT = 500;

/** Puts a message into a DLQ as it first came, with the failure in its attributes, so that a redrive just works. */
export function sqsDeadLetters(sqs: SQSClient): DeadLetters {
  return {
    send: async (queueUrl, message, failure) => {
      const attributes = {
        ...message.attributes,
        'fanreel-code': failure.code,
        'fanreel-message': failure.message.slice(0, MAX_TEXT),
      };
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: message.body,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
    },
  };
}
