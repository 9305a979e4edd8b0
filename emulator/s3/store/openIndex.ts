import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../../storageFaults.ts';

/**
 * Keys are BLOBs of UTF-8: SQLite orders those byte by byte, as S3 orders keys, and takes any byte.
 * A row of `objects` is what publishes a body; several rows may share one (a copy costs no bytes).
 * A row of `events` is a change whose listener has not answered yet. AUTOINCREMENT never reuses a number, even
 * after a restart, so `sequencer` orders all changes for ever.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS buckets (
    name TEXT PRIMARY KEY, createdAt INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cors (bucket TEXT PRIMARY KEY, rules TEXT, deployed TEXT) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key BLOB NOT NULL, body TEXT NOT NULL, sizeBytes INTEGER NOT NULL, eTag TEXT NOT NULL,
    headers TEXT NOT NULL, checksum TEXT, uploadId TEXT, modifiedAt INTEGER NOT NULL,
    PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS objectsByBody ON objects (body);
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key BLOB NOT NULL, headers TEXT NOT NULL,
    checksumAlgorithm TEXT, checksumType TEXT, createdAt INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS uploadsByKey ON uploads (bucket, key, id);
  CREATE TABLE IF NOT EXISTS parts (
    uploadId TEXT NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, sizeBytes INTEGER NOT NULL,
    eTag TEXT NOT NULL, checksum TEXT, modifiedAt INTEGER NOT NULL,
    PRIMARY KEY (uploadId, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS partsByBody ON parts (body);
  CREATE TABLE IF NOT EXISTS events (
    sequencer INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key BLOB NOT NULL,
    eventName TEXT NOT NULL, sizeBytes INTEGER NOT NULL, eTag TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT;
`;

/**
 * Opens the index of the store in `dir`, for this process alone.
 * @throws {StorageError} when another process (or another store in this one) has the folder.
 */
export function openIndex(dir: string): DatabaseSync {
  const index = new DatabaseSync(join(dir, 'index.db'));
  try {
    // EXCLUSIVE keeps the lock for the process's life: a second one would sweep this one's unfinished bodies.
    // FULL: a row that was acknowledged outlives a power failure too.
    index.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    index.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
    return index;
  } catch (error) {
    index.close();
    if (!(error instanceof Error) || !error.message.includes('locked')) throw error;
    throw new StorageError(`${dir} is in use by another process`, { cause: error });
  }
}

/** Whether any object or part has this body. */
export function isUsed(index: DatabaseSync, body: string): boolean {
  const rows = index.prepare(
    'SELECT 1 FROM objects WHERE body = ?1 UNION ALL SELECT 1 FROM parts WHERE body = ?1 LIMIT 1',
  );
  return rows.get(body) !== undefined;
}

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
