import { z } from 'zod';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

/** Tags are not kept here: always none. */
export const listQueueTags = sqsAction(z.object({ QueueUrl: queueUrl }), (store, { QueueUrl }) => {
  store.queue(QueueUrl);
  return {};
});
