import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import {
  bodyMd5,
  type MessageAttributes,
  REGION,
  type ReceivedMessage,
  systemAttributes,
} from '../../emulator/index.ts';

/** A message as Lambda hands it to a function. */
export function lambdaRecord(message: ReceivedMessage, queueArn: string): SQSRecord {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message) as unknown as SQSRecord['attributes'],
    messageAttributes: lowerCase(message.attributes),
    md5OfBody: bodyMd5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}

/** Lambda spells the fields of message attributes in lower case. */
function lowerCase(attributes: MessageAttributes): SQSMessageAttributes {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    {
      dataType: DataType,
      stringListValues: [],
      binaryListValues: [],
      ...(StringValue === undefined ? {} : { stringValue: StringValue }),
      ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
    },
  ]);
  return Object.fromEntries(entries) as SQSMessageAttributes;
}
