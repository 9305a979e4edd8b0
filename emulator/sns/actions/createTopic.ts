import { z } from 'zod';
import { snsAction } from './snsAction.ts';

/** A topic's attributes have no effect on one machine. */
export const createTopic = snsAction(z.object({ Name: z.string() }), (store, { Name }) => ({
  TopicArn: store.createTopic(Name),
}));
