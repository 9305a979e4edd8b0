import type { Action } from '../../query/action.ts';
import type { SnsStore } from '../snsStore.ts';
import { createTopic } from './createTopic.ts';
import { getSubscriptionAttributes } from './getSubscriptionAttributes.ts';
import { getTopicAttributes } from './getTopicAttributes.ts';
import { listSubscriptions, listSubscriptionsByTopic } from './listSubscriptions.ts';
import { listTopics } from './listTopics.ts';
import { publish } from './publish.ts';
import { publishBatch } from './publishBatch.ts';
import { subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';

/** Every action that is answered, by its name on the wire. */
export const snsActions: ReadonlyMap<string, Action<SnsStore>> = new Map([
  ['CreateTopic', createTopic],
  ['GetSubscriptionAttributes', getSubscriptionAttributes],
  ['GetTopicAttributes', getTopicAttributes],
  ['ListSubscriptions', listSubscriptions],
  ['ListSubscriptionsByTopic', listSubscriptionsByTopic],
  ['ListTopics', listTopics],
  ['Publish', publish],
  ['PublishBatch', publishBatch],
  ['Subscribe', subscribe],
  ['Unsubscribe', unsubscribe],
]);
