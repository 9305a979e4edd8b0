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
  return { id: record.messageId, body: record.body, attributes };
}

/**
 * Sets when a message that was reported as failed comes back; Lambda itself would leave it invisible until its
 * timeout ends, an hour and a half at worst. Where even that fails, the timeout still brings it back.
 */
export async function showAgainIn(
  seconds: number,
  record: SQSRecord,
  queueUrl: string,
  sqs: SQSClient,
): Promise<void> {
  const change = new ChangeMessageVisibilityCommand({
    QueueUrl: queueUrl,
    ReceiptHandle: record.receiptHandle,
    VisibilityTimeout: seconds,
  });
  await sqs.send(change).catch(() => {});
}
