import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Checksum, ChecksumAlgorithm } from '../checksums/digest.ts';
import { S3Error } from '../s3Error.ts';
import type { Bodies } from './bodies.ts';
import type { Body } from './body.ts';
import type { Buckets } from './buckets.ts';
import { checkKey } from './checkKey.ts';
import { type CompleteOptions, completeUpload } from './completeUpload.ts';
import type { Publisher } from './publisher.ts';
import { type Received, receiveBody } from './receiveBody.ts';
import type { StoredObject } from './storedObject.ts';

export interface Upload {
  id: string;
  bucket: string;
  key: string;
  headers: Record<string, string>;
  checksumAlgorithm: ChecksumAlgorithm | null;
  checksumType: Checksum['type'] | null;
  createdAt: Date;
}

export interface Part extends Received {
  number: number;
  modifiedAt: Date;
}

export type UploadName = Pick<Upload, 'id' | 'bucket' | 'key'>;

/** Uploads in parts that are not complete yet. On AWS they may be ended by a lifecycle rule; here they stay. */
export class MultipartUploads {
  readonly #index: DatabaseSync;
  readonly #bodies: Bodies;
  readonly #buckets: Buckets;
  readonly #publisher: Publisher;
  /** By upload id. Putting a large object together takes a while: a client that asks again joins in. */
  readonly #completing = new Map<string, Promise<StoredObject>>();

  constructor(index: DatabaseSync, bodies: Bodies, buckets: Buckets, publisher: Publisher) {
    this.#index = index;
    this.#bodies = bodies;
    this.#buckets = buckets;
    this.#publisher = publisher;
  }

  create(upload: Omit<Upload, 'id' | 'createdAt'>): Upload {
    this.#buckets.require(upload.bucket);
    checkKey(upload.key);
    const created = { ...upload, id: randomUUID().replaceAll('-', ''), createdAt: new Date() };
    this.#index
      .prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        created.id,
        created.bucket,
        Buffer.from(created.key),
        JSON.stringify(created.headers),
        created.checksumAlgorithm,
        created.checksumType,
        created.createdAt.getTime(),
      );
    return created;
  }

  /** @throws {S3Error} NoSuchUpload */
  get({ id, bucket, key }: UploadName): Upload {
    this.#buckets.require(bucket);
    const row = this.#index.prepare('SELECT * FROM uploads WHERE id = ?').get(id);
    const upload = row && toUpload(row as unknown as UploadRow);
    if (upload?.bucket === bucket && upload.key === key) return upload;
    throw new S3Error(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      { UploadId: id },
    );
  }

  /** In the order of key, then id, after the given key (and upload of that key). */
  list(bucket: string, prefix: string, after: { key: string; id: string }, limit: number): Upload[] {
    this.#buckets.require(bucket);
    const rows = this.#index
      .prepare(
        'SELECT * FROM uploads WHERE bucket = ? AND substr(key, 1, ?) = ? AND (key, id) > (?, ?) ORDER BY key, id LIMIT ?',
      )
      .all(bucket, Buffer.byteLength(prefix), Buffer.from(prefix), Buffer.from(after.key), after.id, limit);
    return (rows as unknown as UploadRow[]).map(toUpload);
  }

  /** Stores a part, in place of an earlier one of the same number. */
  async putPart(name: UploadName, number: number, body: Body): Promise<Part> {
    this.get(name);
    // Not synced: putting the object together checks every part's size, and syncs the whole.
    const part = await receiveBody(this.#bodies, body, { sync: false });
    try {
      const replaced = this.#insertPart(name, number, part);
      if (replaced) await this.#publisher.removeUnused(replaced.body);
    } catch (error) {
      await this.#bodies.remove(part.body);
      throw error;
    }
    return { ...part, number, modifiedAt: new Date() };
  }

  /** In the order of their numbers. */
  parts(name: UploadName, after = 0, limit = -1): Part[] {
    this.get(name);
    const rows = this.#index
      .prepare('SELECT * FROM parts WHERE uploadId = ? AND number > ? ORDER BY number LIMIT ?')
      .all(name.id, after, limit);
    return (rows as unknown as PartRow[]).map(toPart);
  }

  /** Makes the object. Asked again, also after a restart, it gives the same object and no second event. */
  async complete(name: UploadName, options: CompleteOptions): Promise<StoredObject> {
    const running = this.#completing.get(name.id);
    if (running) return running;
    const completing = completeUpload(this, this.#bodies, this.#publisher, name, options);
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
    this.forget(name.id);
    for (const part of parts) await this.#publisher.removeUnused(part.body);
  }

  /** Takes the upload and its parts from the index; their bodies are the caller's to remove. */
  forget(id: string): void {
    this.#index.prepare('DELETE FROM parts WHERE uploadId = ?').run(id);
    this.#index.prepare('DELETE FROM uploads WHERE id = ?').run(id);
  }

  #insertPart(name: UploadName, number: number, part: Received): Part | undefined {
    this.get(name);
    if (this.#completing.has(name.id)) {
      throw new S3Error('InvalidRequest', 'The upload is being completed; it takes no more parts.');
    }
    const replaced = this.parts(name, number - 1, 1).find(other => other.number === number);
    this.#index
      .prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        name.id,
        number,
        part.body,
        part.sizeBytes,
        part.eTag,
        part.checksum && JSON.stringify(part.checksum),
        Date.now(),
      );
    return replaced;
  }
}

interface UploadRow extends Omit<Upload, 'key' | 'headers' | 'createdAt'> {
  key: Uint8Array;
  headers: string;
  createdAt: number;
}

interface PartRow extends Omit<Part, 'checksum' | 'modifiedAt'> {
  checksum: string | null;
  modifiedAt: number;
}

function toUpload(row: UploadRow): Upload {
  return {
    ...row,
    key: Buffer.from(row.key).toString(),
    headers: JSON.parse(row.headers),
    createdAt: new Date(row.createdAt),
  };
}

function toPart({ checksum, modifiedAt, ...row }: PartRow): Part {
  return {
    ...row,
    checksum: checksum === null ? null : JSON.parse(checksum),
    modifiedAt: new Date(modifiedAt),
  };
}
