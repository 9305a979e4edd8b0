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
    await this.#change(id, 'disabled', disabled);
  }

  /** When its secret was changed, and nothing else: whatever else of it changes meanwhile stands. False where it was removed. */
  async setSecretAt(id: string, secretAt: string): Promise<boolean> {
    return this.#change(id, 'secretAt', secretAt);
  }

  async remove(id: string): Promise<void> {
    await this.#dynamo.send(new DeleteCommand({ TableName: this.#table, Key: addedKey(id) }));
  }

  /** Sets one field, or takes it away. False where the webhook was removed, which it then stays. */
  #change(id: string, field: keyof Webhook, value: unknown): Promise<boolean> {
    const isSet = value !== undefined;
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: addedKey(id),
      UpdateExpression: isSet ? 'SET #field = :value' : 'REMOVE #field',
      ConditionExpression: 'attribute_exists(#item)',
      ExpressionAttributeNames: { '#field': field, '#item': WEBHOOKS_KEY.sort },
      ...(isSet && { ExpressionAttributeValues: { ':value': value } }),
    });
    return conditionally(() => this.#dynamo.send(update));
  }
}
