import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';

/** A message as SQS gives it out, in the form in which Lambda hands it to a function: both kinds of worker read one form. */
export function recordOf({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  MD5OfBody = '',
  Attributes = {},
  MessageAttributes = {},
}: Message): SQSRecord {
  return {
    ...{ messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, md5OfBody: MD5OfBody },
    attributes: Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: lowerCase(MessageAttributes),
    ...{ eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: '' },
  };
}

function lowerCase(attributes: Record<string, MessageAttributeValue>): SQSMessageAttributes {
  const entries = Object.entries(attributes).map(
    ([name, { DataType = 'String', StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
      },
    ],
  );
  return Object.fromEntries(entries) as SQSMessageAttributes;
}
