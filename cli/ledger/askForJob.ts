import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type AskedFor, askedJob } from '../../contract/ledger/askedJob.ts';
import { LEASE_OWNER, LEDGER_KEY } from '../../contract/ledgerTable.ts';
import type { LedgerJob } from '../../contract/readJob.ts';

/** How long an item waits for somebody to begin the job, who then says how long it is kept, seconds. */
const KEPT_SECONDS = 30 * 86_400;

/** What a job that waits has none of: what an earlier end left in its item. */
const OF_AN_END = ['output', 'failure', 'warnings', 'progress', 'untold', 'letterId', 'pruned'];

export interface LedgerPlace {
  dynamo: DynamoDBDocumentClient;
  table: string;
}

/**
 * Puts down that a job is asked for, before it is, so that nobody asks twice while the message waits; `known` is its item as it was
 * seen. False where it has changed since, or somebody is at it.
 */
export async function askForJob(
  job: AskedFor,
  known: LedgerJob | undefined,
  place: LedgerPlace,
): Promise<boolean> {
  try {
    await (known ? queueAgain(known, place) : putNew(job, place));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function putNew(job: AskedFor, { dynamo, table }: LedgerPlace): Promise<unknown> {
  const Item = askedJob(job, Math.floor(Date.now() / 1_000) + KEPT_SECONDS);
  const ConditionExpression = `attribute_not_exists(${LEDGER_KEY})`;
  return dynamo.send(new PutCommand({ TableName: table, Item, ConditionExpression }));
}

/** Its attempts stay, and what they cost. */
function queueAgain({ jobId, updatedAt }: LedgerJob, { dynamo, table }: LedgerPlace): Promise<unknown> {
  const names = Object.fromEntries(OF_AN_END.map((name, index) => [`#n${index}`, name]));
  return dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: { [LEDGER_KEY]: jobId },
      UpdateExpression: `SET #state = :queued, updatedAt = :now REMOVE ${Object.keys(names).join(', ')}`,
      ConditionExpression: `updatedAt = :seen AND attribute_not_exists(${LEASE_OWNER})`,
      ExpressionAttributeNames: { '#state': 'state', ...names },
      ExpressionAttributeValues: {
        ':queued': 'queued',
        ':now': new Date().toISOString(),
        ':seen': updatedAt,
      },
    }),
  );
}
