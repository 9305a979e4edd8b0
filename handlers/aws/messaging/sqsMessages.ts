import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { OriginalMessage } from '../../../contract/job.ts';
import { RENDITION_ATTRIBUTE } from '../../../contract/request.ts';

/** A Lambda record as the pipeline keeps it. */
export function messageOf(record: SQSRecord): OriginalMessage {
  // Of others there may be as many as SQS takes, and none could be added to say why the message failed.
  const rendition = record.messageAttributes[RENDITION_ATTRIBUTE]?.stringValue;
  const attributes: OriginalMessage['attributes'] =
    rendition === undefined ? {} : { [RENDITION_ATTRIBUTE]: rendition };
  const sentAt = new Date(Number(record.attributes.SentTimestamp)).toISOString();
  return { id: record.messageId, body: record.body, attributes, sentAt };
}

/**
 * Sets when a message is visible again: Lambda itself would leave one that was reported as failed, or whose worker
 * died, invisible until its timeout ends, an hour and a half at worst.
 */
export async function showAgainIn(
  seconds: number,
  record: SQSRecord,
  queueUrl: string,
  sqs: SQSClient,
): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}
