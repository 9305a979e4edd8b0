import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Attempt } from '../../../contract/job.ts';
import {
  cutKey,
  madeKey,
  readCut,
  type Step,
  type StepName,
  type StepRecord,
  stepKey,
  writeCut,
} from '../../../contract/ledger/film.ts';
import { EXPIRES_AT, LEDGER_KEY } from '../../../contract/ledgerTable.ts';
import type { Films, Holder } from '../../../pipeline/ports/films.ts';
import { LostLease } from '../../../pipeline/ports/lostLease.ts';
import { type Condition, LedgerItems, type LedgerOptions } from './items/ledgerItems.ts';

/** In the ledger's table: small items beside those of jobs, in none of its indexes, that expire as jobs do. */
export function dynamoFilms(
  dynamo: DynamoDBDocumentClient,
  options: Omit<LedgerOptions, 'leaseSeconds'>,
): Films {
  const items = new LedgerItems(dynamo, { ...options, leaseSeconds: 0 });
  return {
    keepCut: async (jobId, cut) => void (await items.put(writeCut(jobId, cut, items.expiresAt()))),
    cutOf: async jobId => {
      const item = await items.getItem(cutKey({ jobId }));
      return item ? readCut(item) : null;
    },
    records: (film, names) => records(items, film, names),
    take: (step, seen, holder, attempts) => take(items, step, seen, { ...holder, attempts }),
    renew: (step, holder, encodeSeconds) =>
      writeHeld(items, step, holder, { set: { leaseUntil: until(holder), encodeSeconds } }),
    keep: (step, holder, kept) =>
      writeHeld(items, step, holder, {
        set: { ...kept, leaseUntil: until(holder), updatedAt: new Date().toISOString() },
      }),
    release: (step, holder, ended) =>
      writeHeld(items, step, holder, {
        set: { ...ended, updatedAt: new Date().toISOString() },
        remove: ['leaseOwner', 'leaseUntil', 'encodeSeconds'],
      }),
    made: async film => new Set((await items.getItem(madeKey(film)))?.made as Set<string> | undefined),
    noteMade: step => noteMade(dynamo, { step, table: options.table, expiresAt: items.expiresAt() }),
  };
}

/** Milliseconds since 1970. */
function until({ leaseSeconds }: Pick<Holder, 'leaseSeconds'>): number {
  return Date.now() + leaseSeconds * 1_000;
}

async function records(
  items: LedgerItems,
  film: Pick<Step, 'jobId' | 'cut'>,
  names: StepName[],
): Promise<Map<StepName, StepRecord>> {
  const keyOf = (name: StepName) => stepKey({ ...film, name });
  const found = await items.getItems(names.map(keyOf));
  const known = names.map(name => [name, found.get(keyOf(name)[LEDGER_KEY] ?? '')] as const);
  return new Map(
    known.filter((entry): entry is [StepName, StepRecord & Record<string, unknown>] => !!entry[1]),
  );
}

async function take(
  items: LedgerItems,
  step: Step,
  seen: StepRecord | null,
  { attempts, owner, leaseSeconds }: Holder & { attempts: Attempt[] },
): Promise<boolean> {
  if ((seen?.leaseUntil ?? 0) > Date.now()) return false;
  const isAsSeen: Condition = seen
    ? {
        expression: 'updatedAt = :seen AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now)',
        values: { ':seen': seen.updatedAt, ':now': Date.now() },
      }
    : { expression: 'attribute_not_exists(updatedAt)' };
  const record: StepRecord = {
    attempts,
    ...(seen?.staged && { staged: seen.staged }),
    ...(seen?.portions && { portions: seen.portions }),
    leaseOwner: owner,
    leaseUntil: until({ leaseSeconds }),
    updatedAt: new Date().toISOString(),
  };
  // The answer to the first try may be lost, and the second then meets its own.
  const isMine: Condition = {
    expression: `(${isAsSeen.expression}) OR leaseOwner = :owner`,
    values: { ...isAsSeen.values, ':owner': owner },
  };
  return await items.put({ ...stepKey(step), ...record, [EXPIRES_AT]: items.expiresAt() }, isMine);
}

/** Writes as the one who holds the lease. @throws {LostLease}. */
async function writeHeld(
  items: LedgerItems,
  step: Step,
  { owner }: Pick<Holder, 'owner'>,
  change: { set: object; remove?: string[] },
): Promise<void> {
  const held = { expression: 'leaseOwner = :owner', values: { ':owner': owner } };
  if (await items.update(stepKey(step), change, held)) return;
  // The answer to a release may be lost as well.
  const item = await items.getItem(stepKey(step));
  const { updatedAt } = change.set as { updatedAt?: string };
  if (updatedAt === undefined || item?.updatedAt !== updatedAt) throw new LostLease(step.jobId);
}

async function noteMade(
  dynamo: DynamoDBDocumentClient,
  { step, table, expiresAt }: { step: Step; table: string; expiresAt: number },
): Promise<number> {
  const { Attributes } = await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: madeKey(step),
      UpdateExpression: `ADD made :made SET ${EXPIRES_AT} = :expiresAt`,
      ExpressionAttributeValues: { ':made': new Set([String(step.name)]), ':expiresAt': expiresAt },
      ReturnValues: 'ALL_NEW',
    }),
  );
  const { made } = Attributes as { made: Set<string> };
  return made.size;
}
