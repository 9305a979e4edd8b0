import { z } from 'zod';
import { ACCOUNT } from '../../account.ts';
import { snsAction } from './snsAction.ts';

export const getTopicAttributes = snsAction(z.object({ TopicArn: z.string() }), (store, { TopicArn }) => ({
  Attributes: {
    TopicArn,
    Owner: ACCOUNT,
    SubscriptionsConfirmed: String(store.listSubscriptions(TopicArn).length),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  },
}));
