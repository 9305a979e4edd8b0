import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Delivery, readDelivery } from '../../../contract/webhooks/delivery.ts';
import {
  BY_SEQUENCE,
  deliveryKey,
  standingKey,
  WEBHOOKS_KEY,
} from '../../../contract/webhooks/webhooksTable.ts';
import type { Standing } from '../../../pipeline/webhooks/ports.ts';

/** How a webhook stands, and the number of its last delivery. */
export interface ListedStanding extends Standing {
  last: number;
}

const PAGE = 100;

/** What webhooks were told, for whoever looks. */
export class DeliveryLog {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  /** A webhook's deliveries, page by page as they are asked for; the index may be a second behind. */
  async *newestFirst(webhook: string): AsyncIterable<Delivery> {
    const pages = paginateQuery(
      { client: this.#dynamo, pageSize: PAGE },
      {
        ...{ TableName: this.#table, IndexName: BY_SEQUENCE.name, ScanIndexForward: false },
        KeyConditionExpression: '#webhook = :webhook',
        ExpressionAttributeNames: { '#webhook': BY_SEQUENCE.partition },
        ExpressionAttributeValues: { ':webhook': webhook },
      },
    );
    for await (const { Items = [] } of pages) yield* Items.map(readDelivery);
  }

  /** Begins a delivery's next round. Null where it is forgotten by now. */
  async again(delivery: Delivery): Promise<number | null> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: deliveryKey(delivery),
      UpdateExpression: 'SET #state = :waiting REMOVE why ADD #round :one',
      ConditionExpression: 'attribute_exists(#item)',
      ExpressionAttributeNames: { '#state': 'state', '#round': 'round', '#item': WEBHOOKS_KEY.sort },
      ExpressionAttributeValues: { ':waiting': 'waiting', ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    });
    try {
      return Number((await this.#dynamo.send(update)).Attributes?.round);
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return null;
      throw error;
    }
  }

  /** By the webhooks' ids, at most a hundred, as many as there may be; one that was told nothing yet has none. */
  async standings(ids: string[]): Promise<Map<string, ListedStanding>> {
    if (ids.length === 0) return new Map();
    const Keys = ids.map(standingKey);
    const { Responses } = await this.#dynamo.send(
      new BatchGetCommand({ RequestItems: { [this.#table]: { Keys } } }),
    );
    const found = (Responses?.[this.#table] ?? []).map(item => [
      String(item[WEBHOOKS_KEY.partition]),
      {
        failures: Number(item.failures ?? 0),
        downUntil: Number(item.downUntil ?? 0),
        slowUntil: Number(item.slowUntil ?? 0),
        last: Number(item.last ?? 0),
      },
    ]);
    return new Map(found as [string, ListedStanding][]);
  }
}
