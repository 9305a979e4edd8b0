import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { HeldJob, Job, JobItem } from '../../../contract/job.ts';
import { jobOf, statesReadAs } from '../../../contract/jobOf.ts';
import type { Dropped, Released } from '../../../contract/ledger/notRun.ts';
import { EXPIRES_AT, indexedBy } from '../../../contract/ledgerTable.ts';
import type { ReleasePorts } from '../../../pipeline/budget/releaseJob.ts';
import type { DropRecords } from '../../../pipeline/drop/dropRecords.ts';
import { decidedOf } from '../../../pipeline/ports/jobChange.ts';
import type { NewJob } from '../../../pipeline/ports/ledger.ts';
import { dynamoLedger } from './dynamoLedger.ts';
import { LedgerBeats } from './items/ledgerBeats.ts';
import { IS_NEW, LEASE, LedgerItems } from './items/ledgerItems.ts';

/** Who keeps a worker out of a job that is dropped. */
const DROP = 'drop';

/** The beats that it writes are read for as long as a worker may live, days. */
const BEAT_DAYS = 1;

/** What a job has until it is dropped. */
const UNTIL_THEN = [...LEASE, EXPIRES_AT, 'held', 'released'];

/** Of what neither lets anybody work nor makes items that expire. */
const optionsFor = (table: string) => ({ table, leaseSeconds: 0, jobDays: BEAT_DAYS });

/** The ledger as dropping uses it. */
export function dynamoDrops(dynamo: DynamoDBDocumentClient, table: string): DropRecords {
  const options = optionsFor(table);
  const items = new LedgerItems(dynamo, options);
  const { get, notified } = dynamoLedger(dynamo, options);
  return {
    get,
    notified,
    forbid: async (job, dropped) => {
      const item = forbidden(job, dropped);
      return (await items.put(item, IS_NEW)) ? jobOf(item) : null;
    },
    drop: (job, dropped) => drop(job, dropped, { items, beats: new LedgerBeats(items) }),
  };
}

function forbidden(job: NewJob, dropped: Dropped): JobItem {
  return {
    ...job,
    ...indexedBy(job.source, dropped.at),
    state: 'dropped',
    dropped,
    attempts: [],
    createdAt: dropped.at,
    updatedAt: dropped.at,
    untold: 'yes',
  };
}

/** What its worker has told of the attempt lies beside it until the attempt ends. */
async function drop(
  job: Job,
  dropped: Dropped,
  { items, beats }: { items: LedgerItems; beats: LedgerBeats },
): Promise<Job | null> {
  const { jobId, attempts, progress, state, updatedAt } = job;
  const change = { ...decidedOf(job), attempts, progress, state: 'dropped' as const, dropped };
  // Of an item that lacks what its state promises the job was seen in another one.
  const states = statesReadAs(state).map((one, index) => [`:state${index}`, one] as const);
  const isAsSeen = {
    expression: `updatedAt = :seen AND #state IN (${states.map(([name]) => name).join(', ')})`,
    names: { '#state': 'state' },
    values: { ':seen': updatedAt, ...Object.fromEntries(states) },
  };
  const set = { ...change, untold: 'yes' as const, updatedAt: dropped.at };
  if (!(await items.update({ jobId }, { set, remove: UNTIL_THEN }, isAsSeen))) return null;
  if (state === 'running') await beats.takeAway(job, DROP);
  return jobOf({ ...job, ...set } as JobItem);
}

/** The ledger as letting jobs go uses it. */
export function dynamoReleases(dynamo: DynamoDBDocumentClient, table: string): ReleasePorts['letGo'] {
  const items = new LedgerItems(dynamo, optionsFor(table));
  return (job, released) => letGo(items, job, released);
}

/** Lets a job go that was held, as it was seen. */
export function letGo(
  items: LedgerItems,
  job: Pick<HeldJob, 'jobId' | 'updatedAt'>,
  released?: Released,
): Promise<boolean> {
  const isAsSeen = {
    expression: 'updatedAt = :seen AND #state = :held',
    names: { '#state': 'state' },
    values: { ':seen': job.updatedAt, ':held': 'held' },
  };
  const set = { state: 'queued' as const, released, updatedAt: new Date().toISOString() };
  return items.update({ jobId: job.jobId }, { set, remove: ['held'] }, isAsSeen);
}
