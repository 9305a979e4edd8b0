import { z } from 'zod';
import { queueNameExists } from '../sqsErrors.ts';
import { checkDeadLetterTarget } from './checkDeadLetterTarget.ts';
import { sqsAction } from './sqsAction.ts';

/** On AWS too a queue that is there is fine unless one of the attributes given differs from its own. */
export const createQueue = sqsAction(
  z.object({ QueueName: z.string(), Attributes: z.record(z.string(), z.string()).default({}) }),
  (store, { QueueName, Attributes }) => {
    if (store.hasQueue(QueueName)) {
      const present = store.attributes(QueueName);
      const differs = Object.entries(Attributes).some(([name, value]) => present[name] !== value);
      if (differs) throw queueNameExists(QueueName);
    } else {
      checkDeadLetterTarget(store, Attributes);
      store.createQueue(QueueName, Attributes);
    }
    return { QueueUrl: store.url(QueueName) };
  },
);
