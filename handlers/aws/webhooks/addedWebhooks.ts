import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { isCalled, readWebhook, type Webhook, writeWebhook } from '../../../contract/webhooks/webhook.ts';
import { ALL_ADDED, addedKey } from '../../../contract/webhooks/webhooksTable.ts';
import type { Webhooks } from '../../../pipeline/ports/statuses.ts';

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

  async remove(id: string): Promise<void> {
    await this.#dynamo.send(new DeleteCommand({ TableName: this.#table, Key: addedKey(id) }));
  }
}
