import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../../contract/job.ts';
import type { JobState } from '../../../contract/jobState.ts';
import { askedJob } from '../../../contract/ledger/askedJob.ts';
import { indexQuery, sourceIdOf } from '../../../contract/ledgerTable.ts';
import { lostAttempt } from '../../../pipeline/attempt/attempt.ts';
import { decidedOf } from '../../../pipeline/ports/jobChange.ts';
import type { JobRecords } from '../../../pipeline/reconcile/reconcilePorts.ts';
import type { ComputeSize } from '../../../prices/computeCost.ts';
import { freeSince } from './claimJob.ts';
import { letGo } from './dynamoDrops.ts';
import { LedgerBeats } from './items/ledgerBeats.ts';
import { type Condition, LEASE, LedgerItems, type LedgerOptions } from './items/ledgerItems.ts';

export interface JobRecordsOptions extends LedgerOptions {
  /** Of the functions that encode, and of the containers where there are some: what a dead worker cost. */
  size: ComputeSize;
  elsewhere?: ComputeSize | undefined;
}

/** A job that has no state was left by a local run of an older version, as it was killed, and nobody can go on with it. */
const IS_UNKNOWN: Condition = {
  expression: 'attribute_not_exists(#state)',
  names: { '#state': 'state' },
};

/** Who keeps a slow worker out of a job that is ended. */
const RECONCILE = 'reconcile';

/** The ledger as reconciling uses it: by its indexes, without a scan. */
export function dynamoJobRecords(dynamo: DynamoDBDocumentClient, options: JobRecordsOptions): JobRecords {
  const items = new LedgerItems(dynamo, options);
  return {
    ofSource: (bucket, key) => ofSource(items, sourceIdOf({ bucket, key })),
    inState: (state, heardBefore) => inState(items, state, heardBefore.toISOString()),
    unnotified: changedBefore =>
      items.query(indexQuery('untold', 'yes', { before: changedBefore.toISOString() })),
    expect: job => items.put(askedJob(job, items.expiresAt()), IS_UNKNOWN),
    takeBack: job => takeBack(items, job),
    letGo: (job, released) => letGo(items, job, released),
    askedAgain: job => askedAgain(items, job),
    endDropped: job => endDropped(job, endedAttempts(job, options), items),
    end: (job, change) =>
      end(
        job,
        { ...change, attempts: endedAttempts(job, options) },
        { items, beats: new LedgerBeats(items) },
      ),
  };
}

async function ofSource(items: LedgerItems, sourceId: string): Promise<Job[]> {
  const jobs: Job[] = [];
  for await (const job of items.query(indexQuery('bySource', sourceId))) jobs.push(job);
  return jobs;
}

/** Beats change nothing in the index, so that whoever was heard of by a beat alone is found in it, too. */
async function* inState(items: LedgerItems, state: JobState, heardBefore: string): AsyncIterable<Job> {
  for await (const job of items.query(indexQuery('byState', state, { before: heardBefore }))) {
    if ((job.heardAt ?? job.updatedAt) < heardBefore) yield job;
  }
}

async function askedAgain(items: LedgerItems, { jobId, updatedAt }: Job): Promise<boolean> {
  const isUnchanged = { expression: 'updatedAt = :seen', values: { ':seen': updatedAt } };
  return items.update({ jobId }, { set: { updatedAt: new Date().toISOString() } }, isUnchanged);
}

/** Since when nothing was heard of it stays, so that it is overdue at once. */
function takeBack(items: LedgerItems, { jobId, updatedAt }: Job): Promise<boolean> {
  const isWaiting = {
    expression: 'updatedAt = :seen AND #state = :submitted',
    names: { '#state': 'state' },
    values: { ':seen': updatedAt, ':submitted': 'submitted' },
  };
  return items.update({ jobId }, { set: { state: 'queued' } }, isWaiting);
}

/** Whoever had it, and was only slow, hears from the fence that it has not any more. */
async function end(
  job: Job,
  change: Partial<Job>,
  { items, beats }: { items: LedgerItems; beats: LedgerBeats },
): Promise<boolean> {
  const isFree = await freeSince(job, RECONCILE, beats);
  if (!isFree) return false;
  const set = { ...decidedOf(job), ...change, untold: 'yes', updatedAt: new Date().toISOString() };
  return items.update({ jobId: job.jobId }, { set, remove: LEASE }, isFree);
}

async function endDropped(
  { jobId, updatedAt }: Job,
  attempts: Job['attempts'],
  items: LedgerItems,
): Promise<boolean> {
  const isUnchanged = { expression: 'updatedAt = :seen', values: { ':seen': updatedAt } };
  const set = { attempts, updatedAt: new Date().toISOString() };
  return await items.update({ jobId }, { set }, isUnchanged);
}

/** One that is open is of a worker that died at it. */
function endedAttempts(job: Job, options: JobRecordsOptions): Job['attempts'] {
  return job.attempts.map(one => (one.endedAt ? one : lostAttempt(one, job, options)));
}
