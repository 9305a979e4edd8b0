import { z } from 'zod';
import { batch } from './batch.ts';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

const entry = z.object({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.number() });

export const changeMessageVisibilityBatch = sqsAction(
  z.object({ QueueUrl: queueUrl, Entries: z.array(entry).default([]) }),
  (store, { QueueUrl, Entries }) => {
    store.queue(QueueUrl);
    return batch(store, Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
      store.changeVisibility({
        queue: QueueUrl,
        receiptHandle: ReceiptHandle,
        visibilityTimeout: VisibilityTimeout,
      });
      return {};
    });
  },
);
