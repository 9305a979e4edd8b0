import type { DatabaseSync } from 'node:sqlite';

/** Runs `work`, which must not await, as one transaction: all of its changes or, when it throws, none. */
export function transact<T>(index: DatabaseSync, work: () => T): T {
  index.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    index.exec('COMMIT');
    return result;
  } catch (error) {
    if (index.isTransaction) index.exec('ROLLBACK');
    throw error;
  }
}
