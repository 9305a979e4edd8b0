import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../contract/job.ts';

/**
 * Ends the leases of all running jobs. For the start of a runtime whose workers all ended with the last one: their
 * messages are visible again at once and must not wait for a dead worker's lease, as they would have to on AWS.
 */
export async function releaseJobs(client: DynamoDBClient, table: string): Promise<void> {
  const ledger = DynamoDBDocumentClient.from(client);
  const running = paginateQuery(
    { client: ledger },
    {
      TableName: table,
      IndexName: 'byState',
      KeyConditionExpression: '#state = :running',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':running': 'running' },
    },
  );
  for await (const { Items = [] } of running) {
    for (const { jobId } of Items as Job[]) {
      await ledger.send(
        new UpdateCommand({
          TableName: table,
          Key: { jobId },
          // Until when it was held stays, for it tells how long the dead worker lived.
          UpdateExpression: 'REMOVE leaseOwner',
        }),
      );
    }
  }
}
