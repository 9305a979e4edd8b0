import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Webhooks } from '../../../pipeline/ports/statuses.ts';
import { AddedWebhooks } from './addedWebhooks.ts';

/** The webhooks that a function's wishes may name: none where the deployment has none. */
export function webhooksOf(
  { WEBHOOKS_TABLE: table }: { WEBHOOKS_TABLE?: string | undefined },
  dynamo: DynamoDBDocumentClient,
): Webhooks {
  return table === undefined ? { knows: async () => false } : new AddedWebhooks(dynamo, table);
}
