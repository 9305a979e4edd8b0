import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { JobState } from '../../contract/jobState.ts';
import { dayOf, indexQuery, sourceIdOf } from '../../contract/ledgerTable.ts';
import { type LedgerJob, readJob } from '../../contract/readJob.ts';
import type { ClientConfig } from './connection.ts';

/** Reads the ledger table through its indexes. */
export interface LedgerReader {
  /** Every job of one source, whatever its version, newest change first. */
  ofSource(bucket: string, key: string): Promise<LedgerJob[]>;
  /** At most `limit` jobs in a state, newest change first. */
  inState(state: JobState, limit: number): Promise<LedgerJob[]>;
  /** At most `limit` jobs begun since then, newest first. */
  since(begun: Date, limit: number): Promise<LedgerJob[]>;
}

export function ledgerReader(config: ClientConfig, table: string): LedgerReader {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  return {
    ofSource: (bucket, key) =>
      query(client, { TableName: table, ...indexQuery('bySource', sourceIdOf({ bucket, key })) }),
    inState: (state, limit) => query(client, { TableName: table, ...indexQuery('byState', state) }, limit),
    since: async (begun, limit) => {
      const jobs: LedgerJob[] = [];
      for (const day of daysSince(begun)) {
        if (jobs.length >= limit) break;
        const ofDay = indexQuery('byDay', day, { since: begun.toISOString() });
        jobs.push(...(await query(client, { TableName: table, ...ofDay }, limit - jobs.length)));
      }
      return jobs;
    },
  };
}

/** Days of UTC from today back to that one. */
function daysSince(begun: Date): string[] {
  const days: string[] = [];
  for (let at = Date.now(); ; at -= 86_400_000) {
    const day = dayOf(new Date(at).toISOString());
    days.push(day);
    if (day <= dayOf(begun.toISOString())) return days;
  }
}

async function query(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
  limit = Number.POSITIVE_INFINITY,
): Promise<LedgerJob[]> {
  const jobs: LedgerJob[] = [];
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new QueryCommand({ ...input, ScanIndexForward: false, ExclusiveStartKey: from }),
    );
    jobs.push(...(page.Items ?? []).map(readJob));
    from = page.LastEvaluatedKey;
  } while (from && jobs.length < limit);
  return jobs.slice(0, limit);
}
