import type { DatabaseSync } from 'node:sqlite';
import { S3Error } from '../s3Error.ts';
import type { Bodies } from '../store/bodies.ts';
import type { BucketTable } from '../store/bucketTable.ts';
import type { Publisher } from '../store/publisher.ts';
import { type Body, type Received, receiveBody } from '../store/receiveBody.ts';
import { checkKey, type StoredObject } from '../store/storedObject.ts';
import { type CompleteOptions, completeUpload } from './completeUpload.ts';
import { type Part, type Upload, type UploadName, UploadTable } from './uploadTable.ts';

/** Uploads in parts that are not complete yet. On AWS they may be ended by a lifecycle rule; here they stay. */
export class MultipartUploads {
  readonly #table: UploadTable;
  readonly #bodies: Bodies;
  readonly #buckets: BucketTable;
  readonly #publisher: Publisher;
  /** By upload id. Putting a large object together takes a while: a client that asks again joins in. */
  readonly #completing = new Map<string, Promise<StoredObject>>();

  constructor(index: DatabaseSync, bodies: Bodies, buckets: BucketTable, publisher: Publisher) {
    this.#table = new UploadTable(index);
    this.#bodies = bodies;
    this.#buckets = buckets;
    this.#publisher = publisher;
  }

  create(upload: Omit<Upload, 'id' | 'createdAt'>): Upload {
    this.#buckets.require(upload.bucket);
    checkKey(upload.key);
    return this.#table.insert(upload);
  }

  /** @throws {S3Error} NoSuchUpload */
  get(name: UploadName): Upload {
    this.#buckets.require(name.bucket);
    return this.#table.get(name);
  }

  /** In the order of key, then id, after the given key (and upload of that key). */
  list(bucket: string, prefix: string, after: { key: string; id: string }, limit: number): Upload[] {
    this.#buckets.require(bucket);
    return this.#table.list(bucket, prefix, after, limit);
  }

  /** Stores a part, in place of an earlier one of the same number. */
  async putPart(name: UploadName, number: number, body: Body): Promise<Part> {
    this.get(name);
    // Not synced: putting the object together checks every part's size, and syncs the whole.
    const part = await receiveBody(this.#bodies, body, { sync: false });
    try {
      const replaced = this.#notePart(name, number, part);
      if (replaced) await this.#publisher.removeUnused(replaced.body);
    } catch (error) {
      await this.#bodies.remove(part.body);
      throw error;
    }
    return { ...part, number, modifiedAt: new Date() };
  }

  /** In the order of their numbers. */
  parts(name: UploadName, after?: number, limit?: number): Part[] {
    this.get(name);
    return this.#table.parts(name.id, after, limit);
  }

  /** Makes the object. Asked again, also after a restart, it gives the same object and no second event. */
  async complete(name: UploadName, options: CompleteOptions): Promise<StoredObject> {
    const running = this.#completing.get(name.id);
    if (running) return running;
    this.#buckets.require(name.bucket);
    const store = { table: this.#table, bodies: this.#bodies, publisher: this.#publisher };
    const completing = completeUpload(store, name, options);
    this.#completing.set(name.id, completing);
    try {
      return await completing;
    } finally {
      this.#completing.delete(name.id);
    }
  }

  async abort(name: UploadName): Promise<void> {
    await this.#completing.get(name.id)?.catch(() => {});
    const parts = this.parts(name);
    this.#table.delete(name.id);
    for (const part of parts) await this.#publisher.removeUnused(part.body);
  }

  #notePart(name: UploadName, number: number, part: Received): Part | undefined {
    this.get(name);
    if (this.#completing.has(name.id)) {
      throw new S3Error('InvalidRequest', 'The upload is being completed; it takes no more parts.');
    }
    return this.#table.putPart(name.id, number, part);
  }
}
