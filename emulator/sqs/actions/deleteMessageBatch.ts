import { z } from 'zod';
import { batch } from './batch.ts';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

const entry = z.object({ Id: z.string(), ReceiptHandle: z.string() });

export const deleteMessageBatch = sqsAction(
  z.object({ QueueUrl: queueUrl, Entries: z.array(entry).default([]) }),
  (store, { QueueUrl, Entries }) => {
    store.queue(QueueUrl);
    return batch(store, Entries, ({ ReceiptHandle }) => {
      store.delete({ queue: QueueUrl, receiptHandle: ReceiptHandle });
      return {};
    });
  },
);
