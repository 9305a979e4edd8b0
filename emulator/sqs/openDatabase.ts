import { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../storageFaults.ts';

const SCHEMA_VERSION = 1;

/**
 * The queues on disk, in one SQLite file.
 *
 * With WAL every commit survives a killed process; how much a power cut may take is for Transactions to say.
 * @throws {StorageError} when another version made the file.
 */
export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  db.exec('PRAGMA journal_mode = WAL');
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version !== 0 && version !== SCHEMA_VERSION) {
    db.close();
    throw new StorageError(`${path} has layout ${version} and this version knows ${SCHEMA_VERSION}`);
  }
  db.exec(TABLES);
  addGroups(db);
  return db;
}

/** Files of before there were groups have no place for them; the versions of then read what has one. */
function addGroups(db: DatabaseSync): void {
  const columns = db.prepare('PRAGMA table_info(messages)').all();
  if (!columns.some(({ name }) => name === 'group_id')) {
    db.exec('ALTER TABLE messages ADD COLUMN group_id TEXT');
  }
  db.exec(
    'CREATE INDEX IF NOT EXISTS messages_by_group ON messages (queue, group_id) WHERE group_id IS NOT NULL',
  );
}

/**
 * Times are milliseconds since the epoch.
 * `receipt` is the token of the last receive: with `visible_at` ahead, a message that has one is in flight and one
 * that has none is delayed. `origin` is the queue that a message was dead-lettered from.
 * Messages come out in the order in which they became visible, so a poison message does not hold up fresh ones.
 */
const TABLES = `
BEGIN;
CREATE TABLE IF NOT EXISTS queues (
  name TEXT PRIMARY KEY,
  attributes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  attributes TEXT NOT NULL,
  trace_header TEXT,
  sent_at INTEGER NOT NULL,
  visible_at INTEGER NOT NULL,
  receive_count INTEGER NOT NULL DEFAULT 0,
  first_received_at INTEGER,
  received_at INTEGER,
  receipt TEXT,
  origin TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible_at, seq);
CREATE INDEX IF NOT EXISTS messages_by_age ON messages (queue, sent_at);
CREATE TABLE IF NOT EXISTS move_tasks (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  destination TEXT,
  per_second INTEGER,
  status TEXT NOT NULL,
  moved INTEGER NOT NULL DEFAULT 0,
  to_move INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  failure TEXT,
  started_at INTEGER NOT NULL
) STRICT;
PRAGMA user_version = ${SCHEMA_VERSION};
COMMIT;
`;
