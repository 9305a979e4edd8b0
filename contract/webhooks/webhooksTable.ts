import { EXPIRES_AT } from '../ledgerTable.ts';

/** The key of the table of webhooks: whose item it is, and which one. */
export const WEBHOOKS_KEY = { partition: 'webhook', sort: 'item' } as const;

/** In place of a webhook's id: what was added stands together, so that all of it is read at once. */
const ADDED = '@added';

/** Of a webhook's items the one that changes with each event; ids of deliveries begin otherwise. */
const STANDING = '@standing';

/** A webhook's deliveries in the order of their numbers, without what they carry. */
export const BY_SEQUENCE = {
  name: 'bySequence',
  partition: WEBHOOKS_KEY.partition,
  sort: 'sequence',
  included: ['round', 'state', 'type', 'about', 'createdAt', 'tries', 'why', EXPIRES_AT],
} as const;

/** Of an item. */
export interface WebhooksKey extends Record<string, string> {
  webhook: string;
  item: string;
}

/** Of what was added under an id. */
export function addedKey(id: string): WebhooksKey {
  return { webhook: ADDED, item: id };
}

/** Of its last number, and whether it answers. */
export function standingKey(id: string): WebhooksKey {
  return { webhook: id, item: STANDING };
}

/** Of one delivery. */
export function deliveryKey({ webhook, id }: { webhook: string; id: string }): WebhooksKey {
  return { webhook, item: id };
}

/** In DynamoDB's terms: all that was added. */
export const ALL_ADDED = {
  KeyConditionExpression: '#webhook = :added',
  ExpressionAttributeNames: { '#webhook': WEBHOOKS_KEY.partition },
  ExpressionAttributeValues: { ':added': ADDED },
} as const;
