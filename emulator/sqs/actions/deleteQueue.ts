import { z } from 'zod';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

export const deleteQueue = sqsAction(z.object({ QueueUrl: queueUrl }), (store, { QueueUrl }) => {
  store.deleteQueue(QueueUrl);
  return {};
});
