import type { JobItem, Source } from './job.ts';

/** The table's key. Beside jobs it holds small items of other kinds, each under a key with a prefix of its own. */
export const LEDGER_KEY = 'jobId' satisfies keyof JobItem;

/** When DynamoDB may drop an item, seconds since 1970. */
export const EXPIRES_AT = 'expiresAt' satisfies keyof JobItem;

/** Who works on a job; without it anybody may take it. */
export const LEASE_OWNER = 'leaseOwner' satisfies keyof JobItem;

/**
 * Jobs by source, by state, by day and by batch without a scan; `untold` holds only jobs whose end has still to be told.
 * CloudFormation adds one index an update to a table that exists.
 */
export const INDEXES = {
  bySource: { partition: 'sourceId', sort: 'updatedAt' },
  byState: { partition: 'state', sort: 'updatedAt' },
  byDay: { partition: 'day', sort: 'createdAt' },
  byBatch: { partition: 'batch', sort: 'createdAt' },
  untold: { partition: 'untold', sort: 'updatedAt' },
} as const satisfies Record<string, { partition: keyof JobItem; sort: keyof JobItem }>;

export type IndexName = keyof typeof INDEXES;

/** What `bySource` finds every rendition of a source by, whatever its version. */
export function sourceIdOf({ bucket, key }: Pick<Source, 'bucket' | 'key'>): string {
  return `${bucket}/${key}`;
}

/** What `byDay` finds a job by: the day of UTC on which it was created, `2026-11-20`. */
export function dayOf(createdAt: string): string {
  return createdAt.slice(0, 10);
}

/** What the indexes find a job by from its beginning on. */
export function indexedBy(source: Source, createdAt: string): Pick<JobItem, 'sourceId' | 'day' | 'batch'> {
  const batch = source.wishes?.batch;
  return { sourceId: sourceIdOf(source), day: dayOf(createdAt), ...(batch !== undefined && { batch }) };
}

/** Of the index's sort attribute, both in ISO 8601. */
export type SortedBy = { before: string } | { since: string };

/** A query of an index, in DynamoDB's terms; any attribute may be one of its reserved words. */
export function indexQuery<Name extends IndexName>(
  name: Name,
  value: JobItem[(typeof INDEXES)[Name]['partition']] & string,
  sortedBy?: SortedBy,
) {
  const { partition, sort } = INDEXES[name];
  const query = {
    IndexName: name,
    KeyConditionExpression: '#partition = :partition',
    ExpressionAttributeNames: { '#partition': partition },
    ExpressionAttributeValues: { ':partition': value },
  };
  if (!sortedBy) return query;
  const [operator, limit] = 'before' in sortedBy ? ['<', sortedBy.before] : ['>=', sortedBy.since];
  return {
    ...query,
    KeyConditionExpression: `${query.KeyConditionExpression} AND #sort ${operator} :sort`,
    ExpressionAttributeNames: { ...query.ExpressionAttributeNames, '#sort': sort },
    ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':sort': limit },
  };
}
