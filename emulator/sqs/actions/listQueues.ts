import { z } from 'zod';
import { sqsAction } from './sqsAction.ts';

/** All in one page: AWS answers up to 1,000, and a stack has a handful. */
export const listQueues = sqsAction(
  z.object({ QueueNamePrefix: z.string().default('') }),
  (store, { QueueNamePrefix }) => ({
    QueueUrls: store
      .listQueues()
      .filter(({ name }) => name.startsWith(QueueNamePrefix))
      .map(({ name }) => store.url(name)),
  }),
);
