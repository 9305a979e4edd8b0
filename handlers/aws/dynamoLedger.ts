import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Attempt, Job } from '../../pipeline/job.ts';
import { JobError } from '../../pipeline/jobError.ts';
import type { JobChange, Ledger, NewJob } from '../../pipeline/ports.ts';

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

  async function claim(job: NewJob, seen: Job | null, owner: string): Promise<Job | null> {
    const item = {
      ...started(job, seen),
      leaseOwner: owner,
      leaseUntil: leaseUntil(),
      expiresAt: expiresAt(),
    };
    const unchanged = seen
      ? {
          ConditionExpression:
            'updatedAt = :seen AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now)',
          ExpressionAttributeValues: { ':seen': seen.updatedAt, ':now': Date.now() },
        }
      : { ConditionExpression: 'attribute_not_exists(jobId)' };
    const written = await conditionally(() =>
      dynamo.send(new PutCommand({ TableName: table, Item: item, ...unchanged })),
    );
    return written ? item : null;
  }

  async function renew(jobId: string, owner: string): Promise<void> {
    await update(jobId, { leaseUntil: leaseUntil() }, { condition: '#o = :owner', owner }, false);
  }

  async function record(jobId: string, owner: string, change: JobChange, release = false): Promise<void> {
    const fields = { ...change, updatedAt: new Date().toISOString(), expiresAt: expiresAt() };
    await update(jobId, fields, { condition: '#o = :owner', owner }, release);
  }

  async function update(
    jobId: string,
    fields: object,
    { condition, owner }: { condition: string; owner: string },
    release: boolean,
  ): Promise<void> {
    const changed = await conditionally(() =>
      dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { jobId },
          ...assignments(fields, release, { '#o': 'leaseOwner' }, { ':owner': owner }),
          ConditionExpression: condition,
        }),
      ),
    );
    if (!changed) throw lostLease(jobId);
  }

  async function settle(job: Job, number: number, change: JobChange): Promise<boolean> {
    const fields = { ...change, updatedAt: new Date().toISOString(), expiresAt: expiresAt() };
    const ends = change.state === 'complete' || change.state === 'failed';
    return conditionally(() =>
      dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { jobId: job.jobId },
          ...assignments(fields, ends, { '#a': 'attempts', '#e': 'endedAt' }, { ':n': number }),
          ConditionExpression: `size(#a) = :n AND attribute_not_exists(#a[${number - 1}].#e)`,
        }),
      ),
    );
  }

  return { get, claim, renew, record, settle };
}

/** The item as a new attempt begins: what earlier attempts cost stays, what they came to goes. */
function started(job: NewJob, seen: Job | null): Omit<Job, 'expiresAt'> {
  const now = new Date().toISOString();
  const attempts = (seen?.attempts ?? []).map(attempt => (attempt.endedAt ? attempt : lost(attempt, now)));
  return {
    ...job,
    sourceId: `${job.source.bucket}/${job.source.key}`,
    state: 'running',
    attempts: [...attempts, { number: attempts.length + 1, startedAt: now }],
    createdAt: seen?.createdAt ?? now,
    updatedAt: now,
  };
}

/** A worker that died wrote no end. */
function lost(attempt: Attempt, now: string): Attempt {
  return { ...attempt, endedAt: now, outcome: 'lost' };
}

function assignments(
  fields: object,
  release: boolean,
  names: Record<string, string>,
  values: Record<string, unknown>,
) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const set = `SET ${entries.map((_, index) => `#f${index} = :f${index}`).join(', ')}`;
  return {
    UpdateExpression: release ? `${set} REMOVE leaseOwner, leaseUntil` : set,
    ExpressionAttributeNames: {
      ...names,
      ...Object.fromEntries(entries.map(([name], index) => [`#f${index}`, name])),
    },
    ExpressionAttributeValues: {
      ...values,
      ...Object.fromEntries(entries.map(([, value], index) => [`:f${index}`, value])),
    },
  };
}

/** False where the write's condition did not hold. */
async function conditionally(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function lostLease(jobId: string): JobError {
  return new JobError({
    failureClass: 'transient',
    code: 'lost-lease',
    message: `Another worker has taken job ${jobId} over.`,
  });
}
