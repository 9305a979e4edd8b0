import { z } from 'zod';
import { snsAction } from './snsAction.ts';

export const getTopicAttributes = snsAction(z.object({ TopicArn: z.string() }), (store, { TopicArn }) => ({
  Attributes: {
    TopicArn,
    Owner: store.account,
    SubscriptionsConfirmed: String(store.listSubscriptions(TopicArn).length),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  },
}));
