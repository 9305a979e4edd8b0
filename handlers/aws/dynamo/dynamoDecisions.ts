import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Listed, UploadDecisions } from '../../../pipeline/reconcile/reconcilePorts.ts';

const DAY_SECONDS = 86_400;

/** Kept in the ledger's table: tiny items with none of its indexes' attributes, that expire as jobs do. */
export function dynamoDecisions(
  dynamo: DynamoDBDocumentClient,
  { table, jobDays }: { table: string; jobDays: number },
): UploadDecisions {
  return {
    known: async (bucket, object) => {
      const { Item } = await dynamo.send(
        new GetCommand({ TableName: table, Key: { jobId: idOf(bucket, object) } }),
      );
      if (!Item) return null;
      return typeof Item.leftAlone === 'string' ? { leftAlone: Item.leftAlone } : 'video';
    },
    remember: async (bucket, object, decision) => {
      const expiresAt = Math.floor(Date.now() / 1_000) + jobDays * DAY_SECONDS;
      const found = decision === 'video' ? {} : decision;
      const Item = { jobId: idOf(bucket, object), expiresAt, ...found };
      await dynamo.send(new PutCommand({ TableName: table, Item }));
    },
  };
}

/** The eTag names the content: an object that is written over is looked at anew. */
function idOf(bucket: string, { key, eTag }: Pick<Listed, 'key' | 'eTag'>): string {
  const identity = JSON.stringify([bucket, key, eTag]);
  return `content/${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`;
}
