import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { EXPIRES_AT } from '../../../contract/ledgerTable.ts';
import { type Delivery, deliveryIdOf, readDelivery, type Try } from '../../../contract/webhooks/delivery.ts';
import type { DeliveryRequest } from '../../../contract/webhooks/deliveryRequest.ts';
import { writePayload } from '../../../contract/webhooks/payload.ts';
import { readWebhook } from '../../../contract/webhooks/webhook.ts';
import {
  addedKey,
  deliveryKey,
  standingKey,
  WEBHOOKS_KEY,
  type WebhooksKey,
} from '../../../contract/webhooks/webhooksTable.ts';
import type { Deliveries, End, NewDelivery, Reading, Standing } from '../../../pipeline/webhooks/ports.ts';
import { conditionally } from '../dynamo/items/conditionally.ts';

export interface DeliveriesOptions {
  table: string;
  /** After so many days a delivery is forgotten. */
  days: number;
}

type Item = Record<string, unknown>;
type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

/** More than a round has; of a delivery that is replayed again and again the first ones are forgotten. */
const MAX_TRIES = 50;

const DAY_MS = 86_400_000;

/** DynamoDB takes the names of keys in no other way. */
const NAMES = { '#item': WEBHOOKS_KEY.sort };
const IS_NEW = { ConditionExpression: 'attribute_not_exists(#item)', ExpressionAttributeNames: NAMES };

/** Deliveries in the table of webhooks. */
export class DynamoDeliveries implements Deliveries {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #options: DeliveriesOptions;

  constructor(dynamo: DynamoDBDocumentClient, options: DeliveriesOptions) {
    this.#dynamo = dynamo;
    this.#options = options;
  }

  async record({ webhook, eventId, news, about }: NewDelivery) {
    const key = deliveryKey({ webhook, id: deliveryIdOf(webhook, eventId) });
    const known = (await this.#get([key])).get(key.item);
    if (known) return { delivery: readDelivery(known), isNew: false };
    const sequence = await this.#nextNumber(webhook);
    const now = Date.now();
    const item = {
      ...{ ...key, sequence, round: 1, state: 'waiting', type: news.type, about, tries: [] },
      ...{ createdAt: new Date(now).toISOString(), body: writePayload(news, sequence) },
      [EXPIRES_AT]: Math.ceil((now + this.#options.days * DAY_MS) / 1_000),
    };
    const put = new PutCommand({ TableName: this.#options.table, Item: item, ...IS_NEW });
    if (await conditionally(() => this.#dynamo.send(put)))
      return { delivery: readDelivery(item), isNew: true };
    const there = readDelivery((await this.#get([key])).get(key.item) ?? item);
    // The answer to the first try of this very write was lost: the number is in use.
    if (there.sequence === sequence) return { delivery: there, isNew: true };
    // Somebody else was told of the same event at the same moment, and was quicker.
    await this.#giveBack(webhook, sequence);
    return { delivery: there, isNew: false };
  }

  async read({ webhook, delivery }: DeliveryRequest): Promise<Reading> {
    const keys = [addedKey(webhook), standingKey(webhook), deliveryKey({ webhook, id: delivery })];
    const found = await this.#get(keys);
    const [added, standing = {}, told] = keys.map(({ item }) => found.get(item));
    return {
      webhook: added ? readWebhook(added) : null,
      delivery: told ? { ...readDelivery(told), body: String(told.body) } : null,
      standing: {
        failures: Number(standing.failures ?? 0),
        downUntil: Number(standing.downUntil ?? 0),
        slowUntil: Number(standing.slowUntil ?? 0),
      },
    };
  }

  async note(delivery: Delivery, { tried, end }: { tried?: Try; end?: End }): Promise<void> {
    const key = deliveryKey(delivery);
    if (tried) await conditionally(() => this.#update(key, triesOf(delivery, tried)));
    if (end) await conditionally(() => this.#update(key, stateOf(end)));
  }

  async noteDown(webhook: string, { downUntil }: Pick<Standing, 'downUntil'>): Promise<void> {
    await this.#update(standingKey(webhook), {
      UpdateExpression: 'SET downUntil = :until ADD failures :one',
      ExpressionAttributeValues: { ':until': downUntil, ':one': 1 },
    });
  }

  async noteUp(webhook: string): Promise<void> {
    await this.#update(standingKey(webhook), { UpdateExpression: 'REMOVE downUntil, failures' });
  }

  async noteSlow(webhook: string, until: number): Promise<void> {
    await this.#update(standingKey(webhook), {
      UpdateExpression: 'SET slowUntil = :until',
      ExpressionAttributeValues: { ':until': until },
    });
  }

  mayTry(webhook: string, { downUntil }: Standing, until: number): Promise<boolean> {
    return conditionally(() =>
      this.#update(standingKey(webhook), {
        UpdateExpression: 'SET downUntil = :until',
        ConditionExpression: 'downUntil = :seen',
        ExpressionAttributeValues: { ':seen': downUntil, ':until': until },
      }),
    );
  }

  async #nextNumber(webhook: string): Promise<number> {
    const { Attributes } = await this.#update(standingKey(webhook), {
      UpdateExpression: 'ADD #last :one',
      ExpressionAttributeNames: { '#last': 'last' },
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    });
    return Number(Attributes?.last);
  }

  /** Unless somebody has had the next one since: then this one is of no delivery. */
  async #giveBack(webhook: string, sequence: number): Promise<void> {
    await conditionally(() =>
      this.#update(standingKey(webhook), {
        UpdateExpression: 'SET #last = :before',
        ConditionExpression: '#last = :mine',
        ExpressionAttributeNames: { '#last': 'last' },
        ExpressionAttributeValues: { ':before': sequence - 1, ':mine': sequence },
      }),
    );
  }

  #update(Key: WebhooksKey, how: Update) {
    return this.#dynamo.send(new UpdateCommand({ TableName: this.#options.table, Key, ...how }));
  }

  /** By the second part of the key, in which they differ. @throws {Error} where DynamoDB is too busy for so few. */
  async #get(Keys: WebhooksKey[]): Promise<Map<string, Item>> {
    const { table } = this.#options;
    const { Responses, UnprocessedKeys } = await this.#dynamo.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
    );
    if (UnprocessedKeys?.[table]) throw new Error('The table of webhooks could not be read: it is too busy.');
    return new Map((Responses?.[table] ?? []).map(item => [String(item[WEBHOOKS_KEY.sort]), item as Item]));
  }
}

/** The last ones with one more. */
function triesOf({ tries }: Delivery, tried: Try): Update {
  const isLong = tries.length >= MAX_TRIES;
  return {
    UpdateExpression: `SET tries = ${isLong ? ':tries' : 'list_append(tries, :tries)'}`,
    ConditionExpression: 'attribute_exists(#item)',
    ExpressionAttributeNames: NAMES,
    ExpressionAttributeValues: { ':tries': [...(isLong ? tries.slice(1 - MAX_TRIES) : []), tried] },
  };
}

/** Two may have tried at once: where one of them came through it was delivered. */
function stateOf({ state, why }: End): Update {
  return {
    UpdateExpression: `SET #state = :state${why === undefined ? ' REMOVE why' : ', why = :why'}`,
    ConditionExpression: 'attribute_exists(#item) AND (#state <> :delivered OR :state = :delivered)',
    ExpressionAttributeNames: { ...NAMES, '#state': 'state' },
    ExpressionAttributeValues: {
      ...{ ':state': state, ':delivered': 'delivered' },
      ...(why !== undefined && { ':why': why }),
    },
  };
}
