import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { JobItem } from '../../contract/job.ts';
import type { JobState } from '../../contract/jobState.ts';
import { beatKey, readBeat } from '../../contract/ledger/beat.ts';
import { planKey, readPlan } from '../../contract/ledger/plan.ts';
import { type Item, type ItemKey, readItems } from '../../contract/ledger/readItems.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import { dayOf, indexQuery, LEDGER_KEY, sourceIdOf } from '../../contract/ledgerTable.ts';
import { type LedgerJob, readJob } from '../../contract/readJob.ts';
import type { ClientConfig } from '../aws/connection.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import { gathered } from './gathered.ts';

/** Jobs as the ledger's indexes have them, some at a time, so that any number of them takes the same memory. */
export type JobPages = AsyncIterable<LedgerJob[]>;

/** Reads the ledger table through its indexes. */
export interface LedgerReader {
  /** Every job of one source, whatever its version, newest change first. */
  ofSource(bucket: string, key: string): Promise<LedgerJob[]>;
  /** The jobs in a state, newest change first; those changed since then. */
  inState(state: JobState, changedSince?: Date): JobPages;
  /** The jobs begun since then, newest first. */
  since(begun: Date): JobPages;
  /** The jobs of a batch, newest first. */
  inBatch(batch: string): JobPages;
  /** Of these ids the jobs that there are. */
  ofIds(jobIds: string[]): Promise<Map<string, LedgerJob>>;
  /** These jobs with what they were planned to become, which lists do without. */
  withPlans(jobs: LedgerJob[]): Promise<PlannedJob[]>;
}

/** A job with what it was planned to become, where that was written down. */
export type PlannedJob = LedgerJob & Pick<JobItem, 'plan'>;

export interface Reading {
  /** Hears of each item that is no job, in a sentence; it is left out then. @default throws a CommandError of it */
  unreadable?(sentence: string): void;
}

export function ledgerReader(
  config: ClientConfig,
  table: string,
  { unreadable = refuse }: Reading = {},
): LedgerReader {
  const all = { client: DynamoDBDocumentClient.from(new DynamoDBClient(config)), table, unreadable };
  return {
    ofSource: (bucket, key) => gathered(query(indexQuery('bySource', sourceIdOf({ bucket, key })), all)),
    inState: (state, changedSince) => query(indexQuery('byState', state, after(changedSince)), all),
    since: async function* (begun) {
      for (const day of daysSince(begun)) yield* query(indexQuery('byDay', day, after(begun)), all);
    },
    inBatch: batch => query(indexQuery('byBatch', batch), all),
    ofIds: jobIds => ofIds(jobIds, all),
    withPlans: jobs => withPlans(jobs, all),
  };
}

interface Table extends Required<Reading> {
  client: DynamoDBDocumentClient;
  table: string;
}

function refuse(sentence: string): never {
  throw new CommandError(1, sentence);
}

/** Items of the first page, so that a listing begins soon; each later one has twice as many, up to what fits into an answer. */
const FIRST_PAGE = 60;
const MAX_PAGE = 500;

async function* query(input: Omit<QueryCommandInput, 'TableName'>, all: Table): JobPages {
  let from: QueryCommandInput['ExclusiveStartKey'];
  let limit = FIRST_PAGE;
  do {
    const page = await all.client.send(
      new QueryCommand({
        ...input,
        TableName: all.table,
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: from,
      }),
    );
    yield await withBeats((page.Items ?? []) as JobItem[], all);
    from = page.LastEvaluatedKey;
    limit = Math.min(MAX_PAGE, 2 * limit);
  } while (from);
}

function after(time: Date | undefined) {
  return time && { since: time.toISOString() };
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

/** Of jobs that somebody makes, how far they are lies beside them. */
async function withBeats(items: JobItem[], all: Table): Promise<LedgerJob[]> {
  const beats = await readBeside(items.filter(isUnderWay).map(beatKey), all);
  return items.flatMap(item => {
    const beat = beats.get(beatKey(item)[LEDGER_KEY]);
    try {
      return [readJob({ ...item }, beat && readBeat(beat))];
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      all.unreadable(whyNot(item, error));
      return [];
    }
  });
}

function whyNot({ jobId }: JobItem, { issues }: z.ZodError): string {
  const wrong = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return `The ledger's item "${printable(jobId)}" is no job (${printable(wrong)}): a later version may have written it, or somebody by hand.`;
}

async function ofIds(jobIds: string[], all: Table): Promise<Map<string, LedgerJob>> {
  const keys = [...new Set(jobIds)].map(jobId => ({ [LEDGER_KEY]: jobId }));
  const items = [...(await readBeside(keys, all)).values()] as unknown as JobItem[];
  return new Map((await withBeats(items, all)).map(job => [job.jobId, job]));
}

async function withPlans(jobs: LedgerJob[], all: Table): Promise<PlannedJob[]> {
  const plans = await readBeside(jobs.map(planKey), all);
  return jobs.map(job => {
    const item = plans.get(planKey(job)[LEDGER_KEY]);
    return item ? { plan: readPlan(item), ...job } : job;
  });
}

function readBeside(keys: ItemKey[], { client, table }: Table): Promise<Map<string, Item>> {
  return readItems(input => client.send(new BatchGetCommand(input)), keys, { table });
}
