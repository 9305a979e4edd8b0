import { z } from 'zod';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

/** The member really is called `queueUrls`, with a small q. */
export const listDeadLetterSourceQueues = sqsAction(
  z.object({ QueueUrl: queueUrl }),
  (store, { QueueUrl }) => ({
    queueUrls: store.deadLetterSources(QueueUrl).map(({ name }) => store.url(name)),
  }),
);
