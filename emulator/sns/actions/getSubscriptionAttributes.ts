import { z } from 'zod';
import { snsAction } from './snsAction.ts';

export const getSubscriptionAttributes = snsAction(
  z.object({ SubscriptionArn: z.string() }),
  (store, { SubscriptionArn }) => ({ Attributes: store.subscription(SubscriptionArn).attributes }),
);
