import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ClientConfig } from './connection.ts';
import { JOB_STATES } from './jobStates.ts';

/** The fields of a ledger item that the commands use; the others come along for `--json`. */
const jobSchema = z.looseObject({
  jobId: z.string(),
  source: z.looseObject({ bucket: z.string(), key: z.string(), version: z.string() }),
  rendition: z.string(),
  state: z.enum(JOB_STATES),
  engine: z.string().optional(),
  progress: z.number().optional(),
  attempts: z.array(z.unknown()),
  output: z.looseObject({ bucket: z.string(), key: z.string() }).optional(),
  failure: z.looseObject({ class: z.string(), message: z.string() }).optional(),
  updatedAt: z.string(),
});

export type LedgerJob = z.infer<typeof jobSchema>;
export type JobState = LedgerJob['state'];

/** Reads the ledger table through its two indexes. */
export interface Ledger {
  /** Every job of one source, whatever its version, newest change first. */
  ofSource(bucket: string, key: string): Promise<LedgerJob[]>;
  /** At most `limit` jobs in a state, newest change first. */
  inState(state: JobState, limit: number): Promise<LedgerJob[]>;
}

export function ledgerOf(config: ClientConfig, table: string): Ledger {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  return {
    ofSource: (bucket, key) =>
      query(client, {
        TableName: table,
        IndexName: 'bySource',
        KeyConditionExpression: 'sourceId = :sourceId',
        ExpressionAttributeValues: { ':sourceId': `${bucket}/${key}` },
      }),
    inState: (state, limit) =>
      query(
        client,
        {
          TableName: table,
          IndexName: 'byState',
          KeyConditionExpression: '#state = :state',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': state },
        },
        limit,
      ),
  };
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
    jobs.push(...(page.Items ?? []).map(item => jobSchema.parse(item)));
    from = page.LastEvaluatedKey;
  } while (from && jobs.length < limit);
  return jobs.slice(0, limit);
}
