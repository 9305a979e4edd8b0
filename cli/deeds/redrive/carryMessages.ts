import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { LETTER_ATTRIBUTES } from '../../../contract/messages/letter.ts';

/** What SNS itself adds to a message that it could not deliver, and what makes one a letter, which is to fail at once. */
const LEFT_OUT = ['RequestID', 'ErrorCode', 'ErrorMessage', ...LETTER_ATTRIBUTES];

/** Long enough to carry ten messages over, seconds. */
const HIDDEN_SECONDS = 60;

/**
 * Carries all messages of one queue over to another, one by one: SQS itself moves messages only out of the DLQ of a
 * queue, and this one is an SNS subscription's. Each is deleted after it was sent, so that none is lost on the way.
 */
export async function carryMessages(client: SQSClient, from: string, to: string): Promise<number> {
  for (let carried = 0; ; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1, // a short poll may find nothing where there is something
      }),
    );
    if (Messages.length === 0) return carried;
    for (const message of Messages) {
      await carryMessage(client, message, from, to);
      carried += 1;
    }
  }
}

/** Sends one message on as it was, without what was known of its failure, then takes it from where it lay. */
export async function carryMessage(
  client: SQSClient,
  { Body, MessageAttributes = {}, ReceiptHandle }: Message,
  from: string,
  to: string,
): Promise<void> {
  const own = Object.entries(MessageAttributes).filter(([name]) => !LEFT_OUT.includes(name));
  const attributes = Object.fromEntries(
    own.map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { DataType, ...(BinaryValue ? { BinaryValue } : { StringValue }) },
    ]),
  );
  await client.send(
    new SendMessageCommand({ QueueUrl: to, MessageBody: Body, MessageAttributes: attributes }),
  );
  await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
}
