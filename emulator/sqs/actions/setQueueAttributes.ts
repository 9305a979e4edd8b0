import { z } from 'zod';
import { checkDeadLetterTarget } from './checkDeadLetterTarget.ts';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

/** Changes the attributes given and leaves the others; an empty value takes a policy away. */
export const setQueueAttributes = sqsAction(
  z.object({ QueueUrl: queueUrl, Attributes: z.record(z.string(), z.string()) }),
  (store, { QueueUrl, Attributes }) => {
    const merged = { ...store.queue(QueueUrl).attributes, ...Attributes };
    const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
    checkDeadLetterTarget(store, kept);
    store.createQueue(QueueUrl, kept);
    return {};
  },
);
