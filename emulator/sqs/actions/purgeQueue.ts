import { z } from 'zod';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

export const purgeQueue = sqsAction(z.object({ QueueUrl: queueUrl }), (store, { QueueUrl }) => {
  store.purge(QueueUrl);
  return {};
});
