import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Job, RunningJob } from '../../../contract/job.ts';
import type { AttemptEnd, EngineChange, JobProgress } from '../../../pipeline/ports/jobChange.ts';
import type { BegunJob, Ledger } from '../../../pipeline/ports/ledger.ts';
import { LostLease } from '../../../pipeline/ports/lostLease.ts';
import { type Condition, IS_NEW, LEASE, LedgerItems, type LedgerOptions } from './ledgerItems.ts';
import { rejectedJob } from './rejectedJob.ts';

/** The ledger on DynamoDB. Every write carries the condition under which it is right. */
export function dynamoLedger(dynamo: DynamoDBDocumentClient, options: LedgerOptions): Ledger {
  const items = new LedgerItems(dynamo, options);
  return {
    get: jobId => items.get(jobId),
    claim: (job, seen, owner) => claim(items, job, seen, owner),
    renew: (jobId, owner, encodeSeconds) => renew(items, jobId, owner, encodeSeconds),
    record: (jobId, owner, change) => writeHeld(items, { jobId, owner, set: changed(items, change) }),
    release: (jobId, owner, change) =>
      writeHeld(items, { jobId, owner, set: { ...changed(items, change), untold: 'yes' }, remove: LEASE }),
    settle: (job, change) => settle(items, job, change),
    notified: job => notified(items, job),
    knowLetter: (job, messageId) => knowLetter(items, job, messageId),
    reject: rejection => items.put({ ...rejectedJob(rejection), expiresAt: items.expiresAt() }, IS_NEW),
  };
}

async function claim(
  items: LedgerItems,
  job: BegunJob,
  seen: Job | null,
  owner: string,
): Promise<RunningJob | null> {
  const item: RunningJob = {
    ...job,
    leaseOwner: owner,
    leaseUntil: items.leaseUntil(),
    expiresAt: items.expiresAt(),
  };
  return (await items.put(item, seen ? isFreeSince(seen) : IS_NEW)) ? item : null;
}

function isFreeSince({ updatedAt }: Job): Condition {
  return {
    expression: 'updatedAt = :seen AND (attribute_not_exists(leaseOwner) OR leaseUntil < :now)',
    values: { ':seen': updatedAt, ':now': Date.now() },
  };
}

async function renew(items: LedgerItems, jobId: string, owner: string, encodeSeconds: number): Promise<void> {
  const leaseUntil = items.leaseUntil();
  const written = await items.update(
    jobId,
    { set: { leaseUntil, encodeSeconds } },
    {
      // One that was held up on its way must not take back what a later one gave.
      expression: 'leaseOwner = :owner AND leaseUntil <= :until',
      values: { ':owner': owner, ':until': leaseUntil },
    },
  );
  if (!written && (await items.get(jobId))?.leaseOwner !== owner) throw new LostLease(jobId);
}

type Changed = (JobProgress | EngineChange | AttemptEnd) & {
  updatedAt: string;
  expiresAt: number;
  untold?: 'yes';
};

function changed(items: LedgerItems, change: JobProgress | EngineChange | AttemptEnd): Changed {
  return { ...change, updatedAt: new Date().toISOString(), expiresAt: items.expiresAt() };
}

/** Writes as the one who holds the lease. @throws {LostLease}. */
async function writeHeld(
  items: LedgerItems,
  { jobId, owner, set, remove }: { jobId: string; owner: string; set: Changed; remove?: string[] },
): Promise<void> {
  const held = { expression: 'leaseOwner = :owner', values: { ':owner': owner } };
  const written = await items.update(jobId, { set, remove }, held);
  if (!written && !(await isWritten(items, jobId, set))) throw new LostLease(jobId);
}

/** The answer to a write may be lost, and the client's second try then meets what the first one left. */
async function isWritten(items: LedgerItems, jobId: string, set: Changed): Promise<boolean> {
  const job = await items.get(jobId);
  return job?.updatedAt === set.updatedAt && (!('state' in set) || job.state === set.state);
}

async function settle(items: LedgerItems, job: Job, change: JobProgress | AttemptEnd): Promise<boolean> {
  const count = job.attempts.length;
  const ends = 'state' in change;
  const set: Changed = { ...changed(items, change), ...(ends ? { untold: 'yes' } : {}) };
  const isOpen = {
    expression: `size(attempts) = :count AND attribute_not_exists(attempts[${count - 1}].endedAt)`,
    values: { ':count': count },
  };
  const written = await items.update(job.jobId, { set, remove: ends ? LEASE : [] }, isOpen);
  return written || (ends && (await isWritten(items, job.jobId, set)));
}

async function notified(items: LedgerItems, { jobId, state }: Job): Promise<void> {
  const isStill = {
    expression: '#state = :state',
    names: { '#state': 'state' },
    values: { ':state': state },
  };
  await items.update(jobId, { remove: ['untold'] }, isStill);
}

async function knowLetter(items: LedgerItems, { jobId, letterId }: Job, messageId: string): Promise<void> {
  const isDue = { expression: 'letterId = :due', values: { ':due': letterId } };
  await items.update(jobId, { set: { letterId: messageId } }, isDue);
}
