import { z } from 'zod';
import { ACCOUNT } from '../../account.ts';
import type { Subscription } from '../subscription.ts';
import { snsAction } from './snsAction.ts';

export const listSubscriptions = snsAction(z.object({}), store => show(store.listSubscriptions()));

export const listSubscriptionsByTopic = snsAction(z.object({ TopicArn: z.string() }), (store, { TopicArn }) =>
  show(store.listSubscriptions(TopicArn)),
);

function show(subscriptions: Subscription[]): object {
  return {
    Subscriptions: subscriptions.map(({ arn, topicArn, queueArn }) => ({
      SubscriptionArn: arn,
      Owner: ACCOUNT,
      Protocol: 'sqs',
      Endpoint: queueArn,
      TopicArn: topicArn,
    })),
  };
}
