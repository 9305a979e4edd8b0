import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Job, QueuedJob } from '../../../contract/job.ts';
import { dayOf, indexQuery, sourceIdOf } from '../../../contract/ledgerTable.ts';
import { lostAttempt } from '../../../pipeline/attempt/attempt.ts';
import type { NewJob } from '../../../pipeline/ports/ledger.ts';
import type { JobRecords } from '../../../pipeline/reconcile/reconcilePorts.ts';
import type { FunctionSize } from '../../../prices/functionCost.ts';
import { IS_NEW, LEASE, LedgerItems, type LedgerOptions } from './ledgerItems.ts';

export interface JobRecordsOptions extends LedgerOptions {
  /** Of the functions that encode: what a dead worker cost. */
  size: FunctionSize;
}

/** The ledger as reconciling uses it: by its indexes, without a scan. */
export function dynamoJobRecords(dynamo: DynamoDBDocumentClient, options: JobRecordsOptions): JobRecords {
  const items = new LedgerItems(dynamo, options);
  return {
    ofSource: (bucket, key) => ofSource(items, sourceIdOf({ bucket, key })),
    inState: (state, changedBefore) =>
      items.query(indexQuery('byState', state, { before: changedBefore.toISOString() })),
    unnotified: changedBefore =>
      items.query(indexQuery('untold', 'yes', { before: changedBefore.toISOString() })),
    expect: job => items.put({ ...expected(job), expiresAt: items.expiresAt() }, IS_NEW),
    askedAgain: job => askedAgain(items, job),
    end: (job, change) => end(items, job, { ...change, attempts: endedAttempts(job, options) }),
  };
}

async function ofSource(items: LedgerItems, sourceId: string): Promise<Job[]> {
  const jobs: Job[] = [];
  for await (const job of items.query(indexQuery('bySource', sourceId))) jobs.push(job);
  return jobs;
}

async function askedAgain(items: LedgerItems, { jobId, updatedAt }: Job): Promise<boolean> {
  const isUnchanged = { expression: 'updatedAt = :seen', values: { ':seen': updatedAt } };
  return items.update(jobId, { set: { updatedAt: new Date().toISOString() } }, isUnchanged);
}

async function end(items: LedgerItems, { jobId, updatedAt }: Job, change: Partial<Job>): Promise<boolean> {
  const isUnheld = {
    expression: 'updatedAt = :seen AND (attribute_not_exists(leaseUntil) OR leaseUntil < :ms)',
    values: { ':seen': updatedAt, ':ms': Date.now() },
  };
  const set = { ...change, untold: 'yes', updatedAt: new Date().toISOString() };
  return items.update(jobId, { set, remove: LEASE }, isUnheld);
}

/** One that is open is of a worker that died at it. */
function endedAttempts(job: Job, options: JobRecordsOptions): Job['attempts'] {
  return job.attempts.map(one => (one.endedAt ? one : lostAttempt(one, job, options)));
}

/** A job that was asked for, and that nobody has begun. */
function expected(job: NewJob): Omit<QueuedJob, 'expiresAt'> {
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
