import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { JOB_STATES } from '../../contract/jobState.ts';
import type { ClientConfig } from './connection.ts';

/** The fields of a ledger item that the commands use; the others come along for `--json`. */
const jobSchema = z.looseObject({
  jobId: z.string(),
  source: z.looseObject({ bucket: z.string(), key: z.string(), version: z.string() }),
  rendition: z.string(),
  state: z.enum(JOB_STATES),
  engine: z.string().optional(),
  progress: z.number().optional(),
  attempts: z.array(z.looseObject({ startedAt: z.string(), usd: z.number().optional() })),
  output: z
    .looseObject({
      bucket: z.string(),
      key: z.string(),
      incomplete: z.object({ seconds: z.number(), missingSeconds: z.number().nullable() }).optional(),
    })
    .optional(),
  warnings: z.array(z.string()).optional(),
  failure: z.looseObject({ class: z.string(), message: z.string() }).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export type LedgerJob = z.infer<typeof jobSchema>;
export type JobState = LedgerJob['state'];

/** Reads the ledger table through its indexes. */
export interface Ledger {
  /** Every job of one source, whatever its version, newest change first. */
  ofSource(bucket: string, key: string): Promise<LedgerJob[]>;
  /** At most `limit` jobs in a state, newest change first. */
  inState(state: JobState, limit: number): Promise<LedgerJob[]>;
  /** At most `limit` jobs begun since then, newest first. */
  since(begun: Date, limit: number): Promise<LedgerJob[]>;
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
    since: async (begun, limit) => {
      const jobs: LedgerJob[] = [];
      for (const day of daysSince(begun)) {
        if (jobs.length >= limit) break;
        const ofDay = {
          TableName: table,
          IndexName: 'byDay',
          KeyConditionExpression: '#day = :day AND createdAt >= :begun',
          ExpressionAttributeNames: { '#day': 'day' },
          ExpressionAttributeValues: { ':day': day, ':begun': begun.toISOString() },
        };
        jobs.push(...(await query(client, ofDay, limit - jobs.length)));
      }
      return jobs;
    },
  };
}

/** Days of UTC from today back to that one. */
function daysSince(begun: Date): string[] {
  const days: string[] = [];
  for (let at = Date.now(); ; at -= 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    days.push(day);
    if (day <= begun.toISOString().slice(0, 10)) return days;
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
    jobs.push(...(page.Items ?? []).map(item => jobSchema.parse(item)));
    from = page.LastEvaluatedKey;
  } while (from && jobs.length < limit);
  return jobs.slice(0, limit);
}
