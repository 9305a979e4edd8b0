import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/**
 * Sets when a message is visible again, seconds from now: Lambda itself would leave one that was reported as failed, or
 * whose worker died, invisible until its timeout ends, an hour and a half at worst.
 */
export async function changeVisibility(
  sqs: Pick<SQSClient, 'send'>,
  queueUrl: string,
  { receiptHandle }: Pick<SQSRecord, 'receiptHandle'>,
  seconds: number,
): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}
