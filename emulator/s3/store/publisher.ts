import type { DatabaseSync } from 'node:sqlite';
import type { Bodies } from './bodies.ts';
import type { BucketTable } from './bucketTable.ts';
import { type EventRow, type ObjectEvent, objectEvent } from './objectEvent.ts';
import { isUsed, transact } from './openIndex.ts';
import { type ObjectRow, type StoredObject, storedObject } from './storedObject.ts';
import { checkWriteCondition, type WriteCondition } from './writeOptions.ts';

export type NewObject = Omit<StoredObject, 'modifiedAt'> & { body: string; uploadId?: string };

/** Makes written bodies into objects, takes objects away, and tells of both. */
export class Publisher {
  onChange: (event: ObjectEvent) => Promise<void> | void = () => {};
  readonly #index: DatabaseSync;
  readonly #bodies: Bodies;
  readonly #buckets: BucketTable;

  constructor(index: DatabaseSync, bodies: Bodies, buckets: BucketTable) {
    this.#index = index;
    this.#bodies = bodies;
    this.#buckets = buckets;
  }

  /**
   * One transaction checks the condition, replaces the object and notes the event; then the event is told.
   * Everything up to the commit happens in the caller's turn of the event loop.
   * @param alongside more changes for the same transaction; it may throw to call everything off.
   * @throws {S3Error} NoSuchBucket, PreconditionFailed, NoSuchKey; the new body is gone then.
   */
  async publish(
    object: NewObject,
    eventName: ObjectEvent['eventName'],
    condition: WriteCondition,
    alongside: () => void = () => {},
  ): Promise<StoredObject> {
    try {
      const { replaced, row, event } = transact(this.#index, () => {
        alongside();
        this.#buckets.require(object.bucket);
        this.check(object.bucket, object.key, condition);
        const replaced = this.find(object.bucket, object.key);
        return { replaced, ...this.#insert(object, eventName) };
      });
      if (replaced) await this.removeUnused(replaced.body);
      await this.#notify(event);
      return storedObject(row);
    } catch (error) {
      await this.removeUnused(object.body);
      throw error;
    }
  }

  /** @throws {S3Error} PreconditionFailed, NoSuchKey */
  check(bucket: string, key: string, condition: WriteCondition): void {
    checkWriteCondition(condition, this.find(bucket, key)?.eTag ?? null, key);
  }

  find(bucket: string, key: string): ObjectRow | undefined {
    const found = this.#index.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?');
    return found.get(bucket, Buffer.from(key)) as unknown as ObjectRow | undefined;
  }

  /** Does nothing when the object is not there, unless the condition asks for it. */
  async delete(bucket: string, key: string, condition: WriteCondition): Promise<void> {
    const removed = transact(this.#index, () => {
      this.check(bucket, key, condition);
      const row = this.find(bucket, key);
      if (!row) return null;
      this.#index.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?').run(bucket, Buffer.from(key));
      return { row, event: this.#note(row, 'ObjectRemoved:Delete', Date.now()) };
    });
    if (!removed) return;
    await this.removeUnused(removed.row.body);
    await this.#notify(removed.event);
  }

  /** Tells again what was not told to the end before the process stopped; before any new write. */
  async replayEvents(): Promise<void> {
    const rows = this.#index.prepare('SELECT * FROM events ORDER BY sequencer').all();
    for (const row of rows as unknown as EventRow[]) await this.#notify(row);
  }

  /** Readers that have it open go on reading. */
  async removeUnused(body: string): Promise<void> {
    if (!isUsed(this.#index, body)) await this.#bodies.remove(body);
  }

  #insert(object: NewObject, eventName: ObjectEvent['eventName']): { row: ObjectRow; event: EventRow } {
    const now = Date.now();
    const key = Buffer.from(object.key);
    const { bucket, body, sizeBytes, eTag } = object;
    const row: ObjectRow = {
      ...{ bucket, key, body, sizeBytes, eTag },
      headers: JSON.stringify(object.headers),
      checksum: object.checksum && JSON.stringify(object.checksum),
      uploadId: object.uploadId ?? null,
      modifiedAt: Math.floor(now / 1000) * 1000,
    };
    this.#index
      .prepare(
        'INSERT OR REPLACE INTO objects VALUES ($bucket, $key, $body, $sizeBytes, $eTag, $headers, $checksum, $uploadId, $modifiedAt)',
      )
      .run({ ...row });
    return { row, event: this.#note(row, eventName, now) };
  }

  #note(
    { bucket, key, sizeBytes, eTag }: ObjectRow,
    eventName: ObjectEvent['eventName'],
    at: number,
  ): EventRow {
    const event = { bucket, key, eventName, sizeBytes, eTag, at };
    const { lastInsertRowid } = this.#index
      .prepare('INSERT INTO events VALUES (NULL, $bucket, $key, $eventName, $sizeBytes, $eTag, $at)')
      .run(event);
    return { sequencer: Number(lastInsertRowid), ...event };
  }

  async #notify(event: EventRow): Promise<void> {
    await this.onChange(objectEvent(event));
    this.#index.prepare('DELETE FROM events WHERE sequencer = ?').run(event.sequencer);
  }
}
