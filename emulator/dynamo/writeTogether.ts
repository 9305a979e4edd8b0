import type { DynaliteDatabase, DynaliteModule, LevelWrite } from 'dynalite/db/index.js';

const together = new WeakSet<DynaliteModule>();

/**
 * Lets dynalite write an item and its entries in indexes all or nothing. It writes the entries first, each for itself, and
 * then the item: a process that is killed in between leaves entries of an item that is not there, or an item that no
 * index tells, for good. DynamoDB's indexes follow their table whatever befalls it. A batch is in LevelDB's log whole or
 * not at all.
 */
export function writeTogether(dynalite: DynaliteModule): void {
  if (together.has(dynalite)) return;
  together.add(dynalite);
  const { updateIndexes } = dynalite;
  dynalite.updateIndexes = (store, table, before, after, done) => {
    const { db } = store;
    const entries: LevelWrite[] = [];
    let isCollected = false;
    // Nothing is written yet, so that all of them are known before this returns.
    withWrites(
      db,
      (write, written) => {
        entries.push(write);
        written(null);
      },
      () =>
        updateIndexes(store, table, before, after, error => {
          if (error) throw error;
          isCollected = true;
        }),
    );
    if (!isCollected) throw new Error('This dynalite writes its indexes in another way.');
    // What it does next, at once, is to write or delete the item.
    withWrites(db, (write, written) => db.batch([...entries, write], written), done);
  };
}

type Writer = (write: LevelWrite, written: (error: Error | null) => void) => void;

/** Lets `work` write by `write` for as long as it runs, and no longer. */
function withWrites(db: DynaliteDatabase, write: Writer, work: () => void): void {
  const { put, del } = db;
  db.put = (key, value, written) => write({ type: 'put', key, value }, written);
  db.del = (key, written) => write({ type: 'del', key }, written);
  try {
    work();
  } finally {
    db.put = put;
    db.del = del;
  }
}
