import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { isCalled, readWebhook, type Webhook, writeWebhook } from '../../../contract/webhooks/webhook.ts';
import { ALL_ADDED, addedKey, WEBHOOKS_KEY } from '../../../contract/webhooks/webhooksTable.ts';
import type { Webhooks } from '../../../pipeline/ports/statuses.ts';
import { conditionally } from '../dynamo/items/conditionally.ts';

/** The webhooks that were added, in their table. */
export class AddedWebhooks implements Webhooks {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  /** As they are now: who was added hears of the next event. */
  async all(): Promise<Webhook[]> {
    const input = { TableName: this.#table, ConsistentRead: true, ...ALL_ADDED };
    const all: Webhook[] = [];
    for await (const { Items = [] } of paginateQuery({ client: this.#dynamo }, input)) {
      all.push(...Items.map(readWebhook));
    }
    return all;
  }

  async knows(name: string): Promise<boolean> {
    return (await this.all()).some(webhook => isCalled(webhook, name));
  }

  /** Writes it, new or in place of what it was. */
  async put(webhook: Webhook): Promise<void> {
    await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: writeWebhook(webhook) }));
  }

  /** Tells it nothing any more, or again. What was removed stays so. */
  async setDisabled(id: string, disabled?: Webhook['disabled']): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: addedKey(id),
      UpdateExpression: disabled ? 'SET #disabled = :disabled' : 'REMOVE #disabled',
      ConditionExpression: 'attribute_exists(#item)',
      ExpressionAttributeNames: { '#disabled': 'disabled', '#item': WEBHOOKS_KEY.sort },
      ...(disabled && { ExpressionAttributeValues: { ':disabled': disabled } }),
    });
    await conditionally(() => this.#dynamo.send(update));
  }

  async remove(id: string): Promise<void> {
    await this.#dynamo.send(new DeleteCommand({ TableName: this.#table, Key: addedKey(id) }));
  }
}
