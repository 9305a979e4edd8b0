import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../../contract/job.ts';
import { dayOf, LEASE_OWNER, sourceIdOf } from '../../../contract/ledgerTable.ts';
import { WorkError } from '../../../failures/workError.ts';
import type { BegunJob, JobChange, Ledger, Rejection } from '../../../pipeline/worker/ports.ts';
import { conditionally } from './conditionally.ts';

const DAY_SECONDS = 86_400;

interface LedgerOptions {
  table: string;
  leaseSeconds: number;
  jobDays: number;
}

/** The ledger on DynamoDB. Every write carries the condition under which it is right. */
export function dynamoLedger(dynamo: DynamoDBDocumentClient, options: LedgerOptions): Ledger {
  const { table, leaseSeconds, jobDays } = options;
  const leaseUntil = () => Date.now() + leaseSeconds * 1_000;
  const expiresAt = () => Math.floor(Date.now() / 1_000) + jobDays * DAY_SECONDS;

  async function get(jobId: string): Promise<Job | null> {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: { jobId }, ConsistentRead: true }),
    );
    return (Item as Job | undefined) ?? null;
  }

  async function claim(job: BegunJob, seen: Job | null, owner: string): Promise<Job | null> {
    const item: Job = { ...job, leaseOwner: owner, leaseUntil: leaseUntil(), expiresAt: expiresAt() };
    const unchanged = seen
      ? {
          ConditionExpression:
            'updatedAt = :seen AND (attribute_not_exists(leaseOwner) OR leaseUntil < :now)',
          ExpressionAttributeValues: { ':seen': seen.updatedAt, ':now': Date.now() },
        }
      : { ConditionExpression: 'attribute_not_exists(jobId)' };
    const written = await conditionally(() =>
      dynamo.send(new PutCommand({ TableName: table, Item: item, ...unchanged })),
    );
    return written ? item : null;
  }

  async function renew(jobId: string, owner: string, encodeSeconds: number): Promise<void> {
    const until = leaseUntil();
    const written = await update(jobId, {
      ...assignments({ leaseUntil: until, encodeSeconds }, []),
      // One that was held up on its way must not take back what a later one gave.
      ConditionExpression: 'leaseOwner = :owner AND leaseUntil <= :until',
      values: { ':owner': owner, ':until': until },
    });
    if (!written && (await get(jobId))?.leaseOwner !== owner) throw lostLease(jobId);
  }

  async function record(jobId: string, owner: string, change: JobChange): Promise<void> {
    await held(jobId, owner, changed(change), []);
  }

  async function release(jobId: string, owner: string, change: JobChange): Promise<void> {
    await held(jobId, owner, { ...changed(change), untold: 'yes' }, LEASE);
  }

  /** Writes as the one who holds the lease. @throws {WorkError} transient/lost-lease. */
  async function held(jobId: string, owner: string, fields: Changed, removed: string[]): Promise<void> {
    const written = await update(jobId, {
      ...assignments(fields, removed),
      ConditionExpression: 'leaseOwner = :owner',
      values: { ':owner': owner },
    });
    if (!written && !(await isWritten(jobId, fields))) throw lostLease(jobId);
  }

  /** The answer to a write may be lost, and the client's second try then meets what the first one left. */
  async function isWritten(jobId: string, { updatedAt, state }: Changed): Promise<boolean> {
    const job = await get(jobId);
    return job?.updatedAt === updatedAt && (state === undefined || job.state === state);
  }

  async function settle(job: Job, change: JobChange): Promise<boolean> {
    const count = job.attempts.length;
    const ends = change.attempts?.at(-1)?.endedAt !== undefined;
    const fields: Changed = { ...changed(change), ...(ends ? { untold: 'yes' } : {}) };
    const written = await update(job.jobId, {
      ...assignments(fields, ends ? LEASE : []),
      ConditionExpression: `size(attempts) = :count AND attribute_not_exists(attempts[${count - 1}].endedAt)`,
      values: { ':count': count },
    });
    return written || (ends && (await isWritten(job.jobId, fields)));
  }

  async function notified({ jobId, state }: Job): Promise<void> {
    await update(jobId, {
      UpdateExpression: 'REMOVE untold',
      ConditionExpression: '#state = :state',
      names: { '#state': 'state' },
      values: { ':state': state },
    });
  }

  async function knowLetter({ jobId, letterId }: Job, messageId: string): Promise<void> {
    await update(jobId, {
      UpdateExpression: 'SET letterId = :seen',
      ConditionExpression: 'letterId = :due',
      values: { ':due': letterId, ':seen': messageId },
    });
  }

  async function reject(rejection: Rejection): Promise<boolean> {
    const item = { ...rejectedJob(rejection), expiresAt: expiresAt() };
    return conditionally(() =>
      dynamo.send(
        new PutCommand({
          TableName: table,
          Item: item,
          ConditionExpression: 'attribute_not_exists(jobId)',
        }),
      ),
    );
  }

  function changed(change: JobChange): Changed {
    return { ...change, updatedAt: new Date().toISOString(), expiresAt: expiresAt() };
  }

  function update(jobId: string, { names, values, ...input }: Update): Promise<boolean> {
    const { ExpressionAttributeNames, ExpressionAttributeValues, ...rest } = input;
    return conditionally(() =>
      dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { jobId },
          ...rest,
          ...((names || ExpressionAttributeNames) && {
            ExpressionAttributeNames: { ...ExpressionAttributeNames, ...names },
          }),
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ...values },
        }),
      ),
    );
  }

  return { get, claim, renew, record, release, settle, notified, knowLetter, reject };
}

type Changed = JobChange & { updatedAt: string; expiresAt: number; untold?: 'yes' };

interface Update {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
  /** Of the condition. */
  names?: Record<string, string>;
  values: Record<string, unknown>;
}

const LEASE: (keyof Job)[] = [LEASE_OWNER, 'leaseUntil', 'encodeSeconds'];

function assignments(fields: object, removed: string[]) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const set = `SET ${entries.map((_, index) => `#f${index} = :f${index}`).join(', ')}`;
  return {
    UpdateExpression: removed.length > 0 ? `${set} REMOVE ${removed.join(', ')}` : set,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#f${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], index) => [`:f${index}`, value])),
  };
}

/** A message that never became a job, in the form of one: it is found by source, state and time as any other. */
function rejectedJob({ source, rendition, message, ...rest }: Rejection): Omit<Job, 'expiresAt'> {
  const now = new Date().toISOString();
  return {
    ...rest,
    source,
    rendition,
    message,
    jobId: createHash('sha256').update(`${rendition} ${message.id}`).digest('hex').slice(0, 32),
    sourceId: source.key ? sourceIdOf(source) : `message/${message.id}`,
    presetHash: '',
    state: 'failed',
    attempts: [],
    createdAt: now,
    day: dayOf(now),
    updatedAt: now,
  };
}

function lostLease(jobId: string): WorkError {
  return new WorkError('lost-lease', { message: `Another worker has taken job ${jobId} over.` });
}
