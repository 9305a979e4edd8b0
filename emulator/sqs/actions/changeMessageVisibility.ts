import { z } from 'zod';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

export const changeMessageVisibility = sqsAction(
  z.object({ QueueUrl: queueUrl, ReceiptHandle: z.string(), VisibilityTimeout: z.number() }),
  (store, { QueueUrl, ReceiptHandle, VisibilityTimeout }) => {
    store.changeVisibility({
      queue: QueueUrl,
      receiptHandle: ReceiptHandle,
      visibilityTimeout: VisibilityTimeout,
    });
    return {};
  },
);
