import {
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../../contract/job.ts';
import { dayOf, indexQuery, sourceIdOf } from '../../../contract/ledgerTable.ts';
import { lostAttempt } from '../../../pipeline/attempt/attempt.ts';
import type { FunctionSize } from '../../../pipeline/attempt/attemptCost.ts';
import type { Receipts } from '../../../pipeline/reconcile/reconcilePorts.ts';
import type { NewJob } from '../../../pipeline/worker/ports.ts';
import { conditionally } from './conditionally.ts';

const DAY_SECONDS = 86_400;

export interface ReceiptOptions {
  table: string;
  leaseSeconds: number;
  jobDays: number;
  /** Of the functions that encode: what a dead worker cost. */
  size: FunctionSize;
}

/** The ledger as reconciling uses it: by its indexes, without a scan. */
export function dynamoReceipts(dynamo: DynamoDBDocumentClient, options: ReceiptOptions): Receipts {
  const { table, leaseSeconds, jobDays } = options;
  const expiresAt = () => Math.floor(Date.now() / 1_000) + jobDays * DAY_SECONDS;

  async function* query(input: Omit<QueryCommandInput, 'TableName'>): AsyncIterable<Job> {
    for await (const { Items = [] } of paginateQuery({ client: dynamo }, { TableName: table, ...input })) {
      yield* Items as Job[];
    }
  }

  /** Writes if the job is still as it was seen. */
  async function unchanged(
    job: Job,
    fields: string,
    values: Record<string, unknown>,
    more = '',
  ): Promise<boolean> {
    return conditionally(() =>
      dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { jobId: job.jobId },
          UpdateExpression: fields,
          ConditionExpression: `updatedAt = :seen${more}`,
          ExpressionAttributeValues: { ':seen': job.updatedAt, ':now': new Date().toISOString(), ...values },
          ...(fields.includes('#state') && { ExpressionAttributeNames: { '#state': 'state' } }),
        }),
      ),
    );
  }

  return {
    ofSource: async (bucket, key) => {
      const jobs: Job[] = [];
      for await (const job of query(indexQuery('bySource', sourceIdOf({ bucket, key })))) jobs.push(job);
      return jobs;
    },
    inState: (state, changedBefore) =>
      query(indexQuery('byState', state, { before: changedBefore.toISOString() })),
    unnotified: changedBefore => query(indexQuery('untold', 'yes', { before: changedBefore.toISOString() })),
    expect: job =>
      conditionally(() =>
        dynamo.send(
          new PutCommand({
            TableName: table,
            Item: { ...expected(job), expiresAt: expiresAt() },
            ConditionExpression: 'attribute_not_exists(jobId)',
          }),
        ),
      ),
    askedAgain: job => unchanged(job, 'SET updatedAt = :now', {}),
    end: (job, change) => {
      const limits = { ...options.size, timeoutSeconds: 0, vcpus: 0 };
      const attempts = job.attempts.map(one =>
        one.endedAt ? one : lostAttempt(one, job, { limits, leaseSeconds }),
      );
      const failure =
        change.state === 'failed'
          ? { set: ', failure = :failure', values: { ':failure': change.failure } }
          : null;
      return unchanged(
        job,
        `SET #state = :state, attempts = :attempts, untold = :yes, updatedAt = :now${failure?.set ?? ''} REMOVE leaseOwner, leaseUntil, encodeSeconds`,
        {
          ':state': change.state,
          ':attempts': attempts,
          ':yes': 'yes',
          ':ms': Date.now(),
          ...failure?.values,
        },
        ' AND (attribute_not_exists(leaseUntil) OR leaseUntil < :ms)',
      );
    },
  };
}

/** A job that was asked for, and that nobody has begun. */
function expected(job: NewJob): Omit<Job, 'expiresAt'> {
  const now = new Date().toISOString();
  return {
    ...job,
    sourceId: sourceIdOf(job.source),
    state: 'queued',
    attempts: [],
    createdAt: now,
    day: dayOf(now),
    updatedAt: now,
  };
}
