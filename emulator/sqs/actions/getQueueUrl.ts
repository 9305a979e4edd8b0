import { z } from 'zod';
import { sqsAction } from './sqsAction.ts';

export const getQueueUrl = sqsAction(z.object({ QueueName: z.string() }), (store, { QueueName }) => ({
  QueueUrl: store.url(store.queue(QueueName).name),
}));
