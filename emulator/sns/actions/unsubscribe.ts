import { z } from 'zod';
import { snsAction } from './snsAction.ts';

export const unsubscribe = snsAction(
  z.object({ SubscriptionArn: z.string() }),
  (store, { SubscriptionArn }) => {
    store.unsubscribe(SubscriptionArn);
    return {};
  },
);
