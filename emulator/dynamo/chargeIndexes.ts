import { isDeepStrictEqual } from 'node:util';
import type { Capacity, DynaliteIndex, DynaliteItem, DynaliteModule } from 'dynalite/db/index.js';

/** A write unit is a KB, begun or full ("Read and write operations", DynamoDB developer guide). */
const UNIT_BYTES = 1_024;

const charging = new WeakSet<DynaliteModule>();

/**
 * Lets what a write is told to have consumed include the table's indexes, as DynamoDB's answer does and dynalite's does
 * not. Dynalite works that out just before it writes the indexes, with the very same item.
 */
export function chargeIndexes(dynalite: DynaliteModule): void {
  if (charging.has(dynalite)) return;
  charging.add(dynalite);
  const { addConsumedCapacity, updateIndexes } = dynalite;
  const asked = new WeakMap<DynaliteItem, Capacity>();
  dynalite.addConsumedCapacity = (data, isRead, before, after) => {
    const capacity = addConsumedCapacity(data, isRead, before, after);
    const written = after ?? before;
    if (capacity && !isRead && written) asked.set(written, capacity);
    return capacity;
  };
  dynalite.updateIndexes = (store, table, before, after, done) => {
    const written = after ?? before;
    const capacity = written && asked.get(written);
    for (const index of (capacity && table.GlobalSecondaryIndexes) || []) {
      const keys = [...table.KeySchema, ...index.KeySchema].map(({ AttributeName }) => AttributeName);
      addTo(capacity as Capacity, index, indexUnits(index, keys, before, after, dynalite.itemSize));
    }
    updateIndexes(store, table, before, after, done);
  };
}

/** The details are told only where they were asked for: then the table's are told, too. */
function addTo(capacity: Capacity, { IndexName }: DynaliteIndex, units: number): void {
  if (units === 0) return;
  capacity.CapacityUnits += units;
  if (!capacity.Table) return;
  capacity.GlobalSecondaryIndexes = {
    ...capacity.GlobalSecondaryIndexes,
    [IndexName]: { CapacityUnits: units },
  };
}

/**
 * One write where an entry comes, goes or changes, two where its key changes, none where nothing that the index projects
 * does ("Write capacity units" of global secondary indexes, DynamoDB developer guide).
 */
function indexUnits(
  index: DynaliteIndex,
  keys: string[],
  before: DynaliteItem | undefined,
  after: DynaliteItem | undefined,
  sizeOf: (item: DynaliteItem) => number,
): number {
  const old = entryOf(index, keys, before);
  const now = entryOf(index, keys, after);
  const units = (entry: DynaliteItem | null) => (entry ? Math.ceil(sizeOf(entry) / UNIT_BYTES) : 0);
  if (!old || !now) return units(old) + units(now);
  if (isSame(old, now)) return 0;
  const isSameKey = index.KeySchema.every(({ AttributeName: key }) => isSame(old[key], now[key]));
  return isSameKey ? Math.max(units(old), units(now)) : units(old) + units(now);
}

/** What an index keeps of an item; null where the item lacks a part of the index's key. */
function entryOf(index: DynaliteIndex, keys: string[], item: DynaliteItem | undefined): DynaliteItem | null {
  if (!item || index.KeySchema.some(({ AttributeName }) => item[AttributeName] === undefined)) return null;
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection;
  if (ProjectionType === 'ALL') return item;
  const kept = new Set([...keys, ...NonKeyAttributes]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

/** Dynalite's own copies of objects have no prototype, which is no difference here. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(structuredClone(one), structuredClone(other));
}
