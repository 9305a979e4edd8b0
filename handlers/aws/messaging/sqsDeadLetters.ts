import { SendMessageCommand, type SendMessageCommandInput, type SQSClient } from '@aws-sdk/client-sqs';
import type { OriginalMessage } from '../../../contract/job.ts';
import { writeLetter } from '../../../contract/messages/letter.ts';
import {
  FIRST_SENT_ATTRIBUTE,
  firstSentAt,
  inGroup,
  PRIORITY_ATTRIBUTE,
} from '../../../contract/messages/request.ts';
import type { DeadLetters } from '../../../pipeline/ports/deadLetters.ts';

const LOW = 'low';

/** Longer than it takes to write down that a job was handed on: whoever takes it sooner would have to wait for its lease. */
const HANDED_ON_SECONDS = 2;

/** Messages as they first came, on SQS. */
export function sqsDeadLetters(sqs: SQSClient): DeadLetters {
  return {
    send: (queueUrl, message, failure, letterId) =>
      send(sqs, queueUrl, message, writeLetter({ ...failure, id: letterId })),
    requeue: (queueUrl, message) => send(sqs, queueUrl, message, {}),
    requeueLow: (queueUrl, message) =>
      send(sqs, queueUrl, message, { [PRIORITY_ATTRIBUTE]: LOW }, inGroup(LOW)),
    handOn: (queueUrl, message) => {
      const isLow = message.attributes[PRIORITY_ATTRIBUTE] === LOW;
      return send(
        sqs,
        queueUrl,
        message,
        {},
        { DelaySeconds: HANDED_ON_SECONDS, ...(isLow && inGroup(LOW)) },
      );
    },
  };
}

async function send(
  sqs: SQSClient,
  queueUrl: string,
  message: OriginalMessage,
  more: Record<string, string>,
  how: Pick<SendMessageCommandInput, 'MessageGroupId' | 'DelaySeconds'> = {},
): Promise<void> {
  const first = firstSentAt(message);
  const back = { ...message.attributes, ...(first !== undefined && { [FIRST_SENT_ATTRIBUTE]: first }) };
  const attributes = Object.entries({ ...back, ...more });
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: message.body,
      ...how,
      MessageAttributes: Object.fromEntries(
        attributes.map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    }),
  );
}
