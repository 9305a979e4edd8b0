import type { DynaliteDatabase } from 'dynalite/db/index.js';

/**
 * Lets dynalite's streams close the iterators they read from. An open one pins all that is overwritten after it, on
 * disk and in memory. The streams end theirs by `return()`, as JavaScript's own iterators end, where there is one;
 * LevelDB's iterators have `close()` alone, so that each query, scan and deleted table left one open for good.
 */
export function closeIterators(db: DynaliteDatabase): void {
  const { keys, values } = db;
  db.keys = options => returning(keys.call(db, options));
  db.values = options => returning(values.call(db, options));
}

function returning<T extends { close(): Promise<void> }>(iterator: T): T {
  return Object.assign(iterator, { return: () => iterator.close() });
}
