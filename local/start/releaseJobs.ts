import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { indexQuery, LEASE_OWNER, LEDGER_KEY } from '../../contract/ledgerTable.ts';

/**
 * Ends the leases of all running jobs. For the start of a runtime whose workers all ended with the last one: their
 * messages are visible again at once and must not wait for a dead worker's lease, as they would have to on AWS.
 */
export async function releaseJobs(client: DynamoDBClient, table: string): Promise<void> {
  const ledger = DynamoDBDocumentClient.from(client);
  const running = paginateQuery(
    { client: ledger },
    { TableName: table, ...indexQuery('byState', 'running') },
  );
  for await (const { Items = [] } of running) {
    for (const { [LEDGER_KEY]: jobId } of Items) await release(ledger, table, jobId as string);
  }
}

async function release(ledger: DynamoDBDocumentClient, table: string, jobId: string): Promise<void> {
  const update = new UpdateCommand({
    TableName: table,
    Key: { [LEDGER_KEY]: jobId },
    // Until when it was held stays, for it tells how long the dead worker lived.
    UpdateExpression: `REMOVE ${LEASE_OWNER}`,
    // An update makes the item where there is none, and of a job with nothing but its id nobody can begin or ask anything.
    ConditionExpression: `attribute_exists(${LEASE_OWNER})`,
  });
  await ledger.send(update).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}
