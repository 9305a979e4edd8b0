import type { DatabaseSync } from 'node:sqlite';
import { queueDoesNotExist } from '../sqsErrors.ts';
import { type QueueSettings, queueSettings } from './queueSettings.ts';

export interface Queue {
  readonly name: string;
  /** As set, not as defaulted. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly settings: QueueSettings;
  /** Milliseconds since the epoch, as modifiedAt. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The queues, on disk and (as this process alone owns the file) in memory. */
export class QueueTable {
  readonly #queues = new Map<string, Queue>();
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    for (const row of db.prepare('SELECT * FROM queues ORDER BY name').all()) {
      const attributes: Record<string, string> = JSON.parse(String(row.attributes));
      this.#queues.set(String(row.name), {
        name: String(row.name),
        attributes,
        settings: queueSettings(attributes),
        createdAt: Number(row.created_at),
        modifiedAt: Number(row.modified_at),
      });
    }
  }

  /** @throws {AwsError} QueueDoesNotExist */
  get(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  all(): Queue[] {
    return [...this.#queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Creates the queue, or replaces the attributes of one that is there. */
  put(name: string, attributes: Readonly<Record<string, string>>, now: number): Queue {
    const settings = queueSettings(attributes);
    const createdAt = this.#queues.get(name)?.createdAt ?? now;
    this.#db
      .prepare(
        `INSERT INTO queues (name, attributes, created_at, modified_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET attributes = excluded.attributes, modified_at = excluded.modified_at`,
      )
      .run(name, JSON.stringify(attributes), createdAt, now);
    const queue = { name, attributes, settings, createdAt, modifiedAt: now };
    this.#queues.set(name, queue);
    return queue;
  }

  /** Its messages go with it. */
  delete(name: string): void {
    this.#db.prepare('DELETE FROM queues WHERE name = ?').run(name);
    this.#queues.delete(name);
  }
}
