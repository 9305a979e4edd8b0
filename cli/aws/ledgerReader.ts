import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { JobItem } from '../../contract/job.ts';
import type { JobState } from '../../contract/jobState.ts';
import { beatKey, readBeat } from '../../contract/ledger/beat.ts';
import { planKey, readPlan } from '../../contract/ledger/plan.ts';
import { type Item, type ItemKey, readItems } from '../../contract/ledger/readItems.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import { dayOf, indexQuery, LEDGER_KEY, sourceIdOf } from '../../contract/ledgerTable.ts';
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
  /** These jobs with what they were planned to become, which lists do without. */
  withPlans(jobs: LedgerJob[]): Promise<LedgerJob[]>;
}

export function ledgerReader(config: ClientConfig, table: string): LedgerReader {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const all = { client, table };
  return {
    ofSource: (bucket, key) => query(indexQuery('bySource', sourceIdOf({ bucket, key })), all),
    inState: (state, limit) => query(indexQuery('byState', state), all, limit),
    since: async (begun, limit) => {
      const jobs: LedgerJob[] = [];
      for (const day of daysSince(begun)) {
        if (jobs.length >= limit) break;
        const ofDay = indexQuery('byDay', day, { since: begun.toISOString() });
        jobs.push(...(await query(ofDay, all, limit - jobs.length)));
      }
      return jobs;
    },
    withPlans: async jobs => {
      const plans = await readBeside(jobs.map(planKey), all);
      return jobs.map(job => {
        const item = plans.get(planKey(job)[LEDGER_KEY]);
        return item ? { plan: readPlan(item), ...job } : job;
      });
    },
  };
}

interface Table {
  client: DynamoDBDocumentClient;
  table: string;
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
  input: Omit<QueryCommandInput, 'TableName'>,
  all: Table,
  limit = Number.POSITIVE_INFINITY,
): Promise<LedgerJob[]> {
  const jobs: LedgerJob[] = [];
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await all.client.send(
      new QueryCommand({ ...input, TableName: all.table, ScanIndexForward: false, ExclusiveStartKey: from }),
    );
    jobs.push(...(await withBeats((page.Items ?? []) as JobItem[], all)));
    from = page.LastEvaluatedKey;
  } while (from && jobs.length < limit);
  return jobs.slice(0, limit);
}

/** Of jobs that somebody makes, how far they are lies beside them. */
async function withBeats(items: JobItem[], all: Table): Promise<LedgerJob[]> {
  const beats = await readBeside(items.filter(isUnderWay).map(beatKey), all);
  return items.map(item => {
    const beat = beats.get(beatKey(item)[LEDGER_KEY]);
    return readJob({ ...item }, beat && readBeat(beat));
  });
}

function readBeside(keys: ItemKey[], { client, table }: Table): Promise<Map<string, Item>> {
  return readItems(input => client.send(new BatchGetCommand(input)), keys, { table });
}
