import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Job, JobItem } from '../../../../contract/job.ts';
import { jobOf } from '../../../../contract/jobOf.ts';
import { beatKey, readBeat } from '../../../../contract/ledger/beat.ts';
import { planKey, readPlan, readProbed } from '../../../../contract/ledger/plan.ts';
import { type BatchGet, type Item, type ItemKey, readItems } from '../../../../contract/ledger/readItems.ts';
import { isUnderWay } from '../../../../contract/ledger/withBeat.ts';
import { LEASE_OWNER, LEDGER_KEY } from '../../../../contract/ledgerTable.ts';
import { conditionally } from './conditionally.ts';

export interface LedgerOptions {
  table: string;
  leaseSeconds: number;
  jobDays: number;
}

/** Under which a write is right, in DynamoDB's terms. */
export interface Condition {
  expression: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

/** Fields that are set, but for those that are undefined, and others that are removed. */
export interface Change {
  set?: object;
  remove?: string[];
}

export const IS_NEW: Condition = { expression: 'attribute_not_exists(jobId)' };

/** What a job has only while a worker holds it. */
export const LEASE: (keyof JobItem)[] = [LEASE_OWNER, 'leaseUntil', 'turn', 'beatBy', 'encodeSeconds'];

const DAY_SECONDS = 86_400;

interface Read {
  keys: Map<string, ItemKey>;
  items: Promise<Map<string, Item>>;
}

/** The ledger table's jobs, and what lies beside them; all are only ever written on a condition, but for plans. */
export class LedgerItems {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #options: LedgerOptions;
  /** What the next request reads, while more may be asked for. */
  #next: Read | undefined;

  constructor(dynamo: DynamoDBDocumentClient, options: LedgerOptions) {
    this.#dynamo = dynamo;
    this.#options = options;
  }

  /** Of a lease that is given or renewed now, milliseconds since 1970. */
  leaseUntil(): number {
    return Date.now() + this.#options.leaseSeconds * 1_000;
  }

  /** Of an item that is written now, seconds since 1970. */
  expiresAt(): number {
    return Math.floor(Date.now() / 1_000) + this.#options.jobDays * DAY_SECONDS;
  }

  /** A job with its beat and its plan, as they are now, in one request. */
  async get(jobId: string): Promise<Job | null> {
    const keys = [{ jobId }, beatKey({ jobId }), planKey({ jobId })];
    const found = await this.#readNow(keys);
    const [item, beat, plan] = keys.map(key => found.get(key[LEDGER_KEY]));
    if (!item) return null;
    const job = jobOf(item, { beat: beat && readBeat(beat), ...(plan && { plan: readPlan(plan) }) });
    const probed = plan ? readProbed(plan, job) : null;
    return probed ? { ...job, probed } : job;
  }

  /** Of one item as it is now. */
  async getItem(key: ItemKey): Promise<Item | undefined> {
    return (await this.#readNow([key])).get(key[LEDGER_KEY]);
  }

  /** Of these items those that there are, as they are now, by key. */
  getItems(keys: ItemKey[]): Promise<Map<string, Item>> {
    return this.#readNow(keys);
  }

  /** The jobs that an index tells, those under way with their beats, without plans. */
  async *query(input: Omit<QueryCommandInput, 'TableName'>): AsyncIterable<Job> {
    const pages = paginateQuery({ client: this.#dynamo }, { TableName: this.#options.table, ...input });
    for await (const { Items = [] } of pages) yield* await this.#withBeats(Items as JobItem[]);
  }

  /** Items of another kind that an index tells, as they are. */
  async *queryItems(input: Omit<QueryCommandInput, 'TableName'>): AsyncIterable<Item> {
    const pages = paginateQuery({ client: this.#dynamo }, { TableName: this.#options.table, ...input });
    for await (const { Items = [] } of pages) yield* Items;
  }

  /** Writes a whole item. False where the condition does not hold. */
  put(item: Item | JobItem, { expression, names, values }: Partial<Condition> = {}): Promise<boolean> {
    return conditionally(() =>
      this.#dynamo.send(
        new PutCommand({
          TableName: this.#options.table,
          Item: item,
          ConditionExpression: expression,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  }

  /** Sets these fields, but for those that are undefined, and removes others. False where the condition does not hold. */
  async update(key: ItemKey, change: Change, condition: Condition): Promise<boolean> {
    return (await this.updated(key, change, condition)) !== null;
  }

  /** As update; the item as it is then, null where the condition does not hold. */
  async updated(
    key: ItemKey,
    { set = {}, remove = [] }: Change,
    { expression, names, values }: Condition,
  ): Promise<Item | null> {
    const fields = Object.entries(set).filter(([, value]) => value !== undefined);
    const sets = fields.map((_, index) => `#f${index} = :f${index}`);
    let item: Item = {};
    const isWritten = await conditionally(async () => {
      const { Attributes = {} } = await this.#dynamo.send(
        new UpdateCommand({
          ReturnValues: 'ALL_NEW',
          TableName: this.#options.table,
          Key: key,
          UpdateExpression: [
            clause('SET', sets),
            clause(
              'REMOVE',
              remove.map((_, index) => `#r${index}`),
            ),
          ]
            .join(' ')
            .trim(),
          ConditionExpression: expression,
          ExpressionAttributeNames: absentIfEmpty({
            ...Object.fromEntries(fields.map(([name], index) => [`#f${index}`, name])),
            ...Object.fromEntries(remove.map((name, index) => [`#r${index}`, name])),
            ...names,
          }),
          ExpressionAttributeValues: {
            ...Object.fromEntries(fields.map(([, value], index) => [`:f${index}`, value])),
            ...values,
          },
        }),
      );
      item = Attributes;
    });
    return isWritten ? item : null;
  }

  readonly #batchGet: BatchGet = input => this.#dynamo.send(new BatchGetCommand(input));

  /** These items among others, by key: what is asked for in one go is one request. */
  #readNow(keys: ItemKey[]): Promise<Map<string, Item>> {
    this.#next ??= this.#readNext();
    for (const key of keys) this.#next.keys.set(key[LEDGER_KEY], key);
    return this.#next.items;
  }

  #readNext(): Read {
    const keys: Read['keys'] = new Map();
    const items = Promise.resolve().then(() => {
      this.#next = undefined;
      return readItems(this.#batchGet, [...keys.values()], { table: this.#options.table, consistent: true });
    });
    return { keys, items };
  }

  async #withBeats(items: JobItem[]): Promise<Job[]> {
    const keys = items.filter(isUnderWay).map(beatKey);
    const beats = await readItems(this.#batchGet, keys, { table: this.#options.table });
    return items.map(item => {
      const beat = beats.get(beatKey(item)[LEDGER_KEY]);
      return jobOf(item, { beat: beat && readBeat(beat) });
    });
  }
}

function clause(verb: string, parts: string[]): string {
  return parts.length > 0 ? `${verb} ${parts.join(', ')}` : '';
}

/** DynamoDB refuses an empty map. */
function absentIfEmpty(names: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(names).length > 0 ? names : undefined;
}
