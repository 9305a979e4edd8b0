import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Job, WishedOf } from '../../../contract/job.ts';
import { writePlan } from '../../../contract/ledger/plan.ts';
import type { Item } from '../../../contract/ledger/readItems.ts';
import type { AttemptEnd, EngineChange, JobProgress } from '../../../pipeline/ports/jobChange.ts';
import type { Ledger } from '../../../pipeline/ports/ledger.ts';
import { LostLease } from '../../../pipeline/ports/lostLease.ts';
import { claimJob } from './claimJob.ts';
import { nameClip, settleClip } from './clips.ts';
import { LedgerBeats } from './items/ledgerBeats.ts';
import { IS_NEW, LEASE, LedgerItems, type LedgerOptions } from './items/ledgerItems.ts';
import { LedgerWishes } from './items/ledgerWishes.ts';

/** The ledger on DynamoDB. Every write carries the condition under which it is right. */
export function dynamoLedger(dynamo: DynamoDBDocumentClient, options: LedgerOptions): Ledger {
  const items = new LedgerItems(dynamo, options);
  const beats = new LedgerBeats(items);
  const wishes = new LedgerWishes(items);
  return {
    get: jobId => items.get(jobId),
    claim: (job, seen, holder) => claimJob(job, seen, holder, { items, beats }),
    renew: (job, owner, sign) => beats.renew(job, owner, sign),
    keepPlan: async (job, planned) => void (await items.put(writePlan(job, planned, items.expiresAt()))),
    record: async (jobId, owner, change) =>
      void (await writeHeld(items, { jobId, owner, set: changed(items, change) })),
    release: async (jobId, owner, change) => {
      const set: Changed = { ...changed(items, change), untold: 'yes' };
      return wishedOf(await writeHeld(items, { jobId, owner, set, remove: LEASE }));
    },
    settle: (job, change) => ('state' in change ? settle(items, job, change) : progress(beats, job, change)),
    notified: job => notified(items, job),
    wish: (job, source) => wishes.write(job, source),
    settleClip: (clip, seen) => settleClip(clip, seen, { items, beats }),
    nameClip: (sourceId, name, over) => nameClip(items, { sourceId, name, over }),
    requested: (source, rendition) => wishes.last(source, rendition),
    request: (source, rendition, wish, message) => wishes.keep(source, rendition, wish, message),
    knowLetter: (job, messageId) => knowLetter(items, job, messageId),
    reject: rejected => items.put({ ...rejected, expiresAt: items.expiresAt() }, IS_NEW),
  };
}

type Changed = (EngineChange | AttemptEnd) & {
  updatedAt: string;
  expiresAt?: number;
  untold?: 'yes';
};

function changed(items: LedgerItems, change: EngineChange | AttemptEnd): Changed & { expiresAt: number } {
  return { ...change, updatedAt: new Date().toISOString(), expiresAt: items.expiresAt() };
}

/** Writes as the one who holds the lease; the item as it is then. @throws {LostLease}. */
async function writeHeld(
  items: LedgerItems,
  { jobId, owner, set, remove = [] }: { jobId: string; owner: string; set: Changed; remove?: string[] },
): Promise<Item> {
  const held = { expression: 'leaseOwner = :owner', values: { ':owner': owner } };
  const written =
    (await items.updated({ jobId }, { set, remove }, held)) ?? (await alreadyWritten(items, jobId, set));
  if (!written) throw new LostLease(jobId);
  return written;
}

/** The answer to a write may be lost, and the client's second try then meets what the first one left. */
async function alreadyWritten(items: LedgerItems, jobId: string, set: Changed): Promise<Item | null> {
  const item = await items.getItem({ jobId });
  const isOurs = item?.updatedAt === set.updatedAt && (!('state' in set) || item.state === set.state);
  return isOurs ? item : null;
}

function wishedOf(item: Item): WishedOf {
  const { source, wishedAt } = item as unknown as WishedOf;
  return { source, ...(wishedAt !== undefined && { wishedAt }) };
}

async function progress(beats: LedgerBeats, job: Job, progress: JobProgress): Promise<boolean> {
  // Until its submission is written down its worker has it, and beats itself.
  return job.state === 'submitted' && (await beats.progress(job, progress));
}

async function settle(items: LedgerItems, job: Job, change: AttemptEnd): Promise<boolean> {
  const count = job.attempts.length;
  const { expiresAt, ...lasting } = changed(items, change);
  const isDropped = change.state === 'dropped';
  const set: Changed = { ...lasting, ...(!isDropped && { expiresAt }), untold: 'yes' };
  const isOpen = {
    expression: [
      `size(attempts) = :count AND attribute_not_exists(attempts[${count - 1}].endedAt)`,
      `#state ${isDropped ? '=' : '<>'} :dropped`,
    ].join(' AND '),
    names: { '#state': 'state' },
    values: { ':count': count, ':dropped': 'dropped' },
  };
  const { jobId } = job;
  return (
    (await items.update({ jobId }, { set, remove: LEASE }, isOpen)) ||
    (await alreadyWritten(items, jobId, set)) !== null
  );
}

/** Somebody may have wished otherwise since: that has still to be told. */
async function notified(items: LedgerItems, { jobId, state, wishedAt }: Job): Promise<void> {
  const isStill = {
    expression: `#state = :state AND ${wishedAt === undefined ? 'attribute_not_exists(wishedAt)' : 'wishedAt = :wishedAt'}`,
    names: { '#state': 'state' },
    values: { ':state': state, ...(wishedAt !== undefined && { ':wishedAt': wishedAt }) },
  };
  await items.update({ jobId }, { remove: ['untold'] }, isStill);
}

async function knowLetter(items: LedgerItems, { jobId, letterId }: Job, messageId: string): Promise<void> {
  const isDue = { expression: 'letterId = :due', values: { ':due': letterId } };
  await items.update({ jobId }, { set: { letterId: messageId } }, isDue);
}
