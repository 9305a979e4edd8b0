import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OriginalMessage } from '../../../contract/job.ts';
import { LETTER_ATTRIBUTE } from '../../../pipeline/notify/deadLetter.ts';
import type { DeadLetters } from '../../../pipeline/worker/ports.ts';

/** SQS allows none in attribute values; a key may hold them. */
const CONTROL_CHARACTERS = /\p{Cc}/gu;

/** SQS allows 256 KB in all. */
const MAX_TEXT = 500;

/** Messages as they first came, on SQS. */
export function sqsDeadLetters(sqs: SQSClient): DeadLetters {
  return {
    send: (queueUrl, message, failure, letterId) =>
      send(sqs, queueUrl, message, {
        [LETTER_ATTRIBUTE]: letterId,
        'fanreel-code': failure.code,
        'fanreel-message': failure.message.replace(CONTROL_CHARACTERS, ' ').slice(0, MAX_TEXT),
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
