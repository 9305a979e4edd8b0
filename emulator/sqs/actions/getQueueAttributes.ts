import { z } from 'zod';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

/** Without names AWS answers with nothing. */
export const getQueueAttributes = sqsAction(
  z.object({ QueueUrl: queueUrl, AttributeNames: z.array(z.string()).default([]) }),
  (store, { QueueUrl, AttributeNames }) => {
    const all = Object.entries(store.attributes(QueueUrl));
    const wanted = all.filter(([name]) => AttributeNames.includes('All') || AttributeNames.includes(name));
    return { Attributes: Object.fromEntries(wanted) };
  },
);
