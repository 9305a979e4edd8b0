import { z } from 'zod';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

export const deleteMessage = sqsAction(
  z.object({ QueueUrl: queueUrl, ReceiptHandle: z.string() }),
  (store, { QueueUrl, ReceiptHandle }) => {
    store.delete({ queue: QueueUrl, receiptHandle: ReceiptHandle });
    return {};
  },
);
