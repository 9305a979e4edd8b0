import { z } from 'zod';
import type { SnsStore } from '../snsStore.ts';
import type { Subscription } from '../subscription.ts';
import { snsAction } from './snsAction.ts';

export const listSubscriptions = snsAction(z.object({}), store => show(store, store.listSubscriptions()));

export const listSubscriptionsByTopic = snsAction(z.object({ TopicArn: z.string() }), (store, { TopicArn }) =>
  show(store, store.listSubscriptions(TopicArn)),
);

function show(store: SnsStore, subscriptions: Subscription[]): object {
  return {
    Subscriptions: subscriptions.map(({ arn, topicArn, queueArn }) => ({
      SubscriptionArn: arn,
      Owner: store.account,
      Protocol: 'sqs',
      Endpoint: queueArn,
      TopicArn: topicArn,
    })),
  };
}
