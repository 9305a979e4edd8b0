import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Job, JobItem } from '../../../contract/job.ts';
import { jobOf } from '../../../contract/jobOf.ts';
import { LEASE_OWNER } from '../../../contract/ledgerTable.ts';
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

export const IS_NEW: Condition = { expression: 'attribute_not_exists(jobId)' };

/** What a job has only while a worker holds it. */
export const LEASE: (keyof JobItem)[] = [LEASE_OWNER, 'leaseUntil', 'encodeSeconds'];

const DAY_SECONDS = 86_400;

/** The ledger table's jobs, which are only ever written on a condition. */
export class LedgerItems {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #options: LedgerOptions;

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

  async get(jobId: string): Promise<Job | null> {
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#options.table, Key: { jobId }, ConsistentRead: true }),
    );
    return Item ? jobOf(Item) : null;
  }

  async *query(input: Omit<QueryCommandInput, 'TableName'>): AsyncIterable<Job> {
    const pages = paginateQuery({ client: this.#dynamo }, { TableName: this.#options.table, ...input });
    for await (const { Items = [] } of pages) yield* Items.map(jobOf);
  }

  /** Writes a whole job. False where the condition does not hold. */
  put(item: Job, { expression, names, values }: Condition): Promise<boolean> {
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
  update(
    jobId: string,
    { set = {}, remove = [] }: { set?: object; remove?: string[] },
    { expression, names, values }: Condition,
  ): Promise<boolean> {
    const fields = Object.entries(set).filter(([, value]) => value !== undefined);
    const sets = fields.map((_, index) => `#f${index} = :f${index}`);
    return conditionally(() =>
      this.#dynamo.send(
        new UpdateCommand({
          TableName: this.#options.table,
          Key: { jobId },
          UpdateExpression: [clause('SET', sets), clause('REMOVE', remove)].join(' ').trim(),
          ConditionExpression: expression,
          ExpressionAttributeNames: absentIfEmpty({
            ...Object.fromEntries(fields.map(([name], index) => [`#f${index}`, name])),
            ...names,
          }),
          ExpressionAttributeValues: {
            ...Object.fromEntries(fields.map(([, value], index) => [`:f${index}`, value])),
            ...values,
          },
        }),
      ),
    );
  }
}

function clause(verb: string, parts: string[]): string {
  return parts.length > 0 ? `${verb} ${parts.join(', ')}` : '';
}

/** DynamoDB refuses an empty map. */
function absentIfEmpty(names: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(names).length > 0 ? names : undefined;
}
