import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { OriginalMessage } from '../../pipeline/job.ts';

/** A Lambda record as the pipeline keeps it. */
export function messageOf(record: SQSRecord): OriginalMessage {
  const attributes: Record<string, string> = {};
  for (const [name, { stringValue }] of Object.entries(record.messageAttributes)) {
    // What an earlier failure left on the message is not part of it.
    if (stringValue !== undefined && !name.startsWith('fanreel-')) attributes[name] = stringValue;
  }
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
