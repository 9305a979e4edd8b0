import { createReadStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { S3Error } from '../s3Error.ts';
import { MultipartUploads } from '../uploads/multipartUploads.ts';
import { Bodies, type ByteRange } from './bodies.ts';
import { BucketCors } from './bucketCors.ts';
import { BucketTable } from './bucketTable.ts';
import { type ListEntry, type ListOptions, listKeys } from './listKeys.ts';
import type { ObjectEvent } from './objectEvent.ts';
import { isUsed, openIndex } from './openIndex.ts';
import { Publisher } from './publisher.ts';
import { type Body, receiveBody } from './receiveBody.ts';
import { checkKey, type ObjectRow, type StoredObject, storedObject } from './storedObject.ts';
import { TAGGING } from './tags.ts';
import type { CopyOptions, ObjectName, PutOptions, WriteCondition } from './writeOptions.ts';

/**
 * Buckets and objects in one folder: an SQLite index (WAL) and a plain file for each body. Any key is fine, for
 * no key is ever a path. An object is there whole or not at all, also after `kill -9`, and a reader of an
 * object that is replaced goes on with the old bytes. Methods throw S3Error: NoSuchBucket, NoSuchKey, ...
 *
 * On AWS a bucket may keep versions; here an object's version is its ETag.
 */
export class S3Store {
  readonly buckets: BucketTable;
  readonly uploads: MultipartUploads;
  readonly cors: BucketCors;
  readonly #index: DatabaseSync;
  readonly #bodies: Bodies;
  readonly #publisher: Publisher;

  /** @throws {StorageError} when another process has `dir`. */
  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#index = openIndex(dir);
    this.#bodies = new Bodies(join(dir, 'bodies'), id => isUsed(this.#index, id));
    this.buckets = new BucketTable(this.#index);
    this.cors = new BucketCors(this.#index);
    this.#publisher = new Publisher(this.#index, this.#bodies, this.buckets);
    this.uploads = new MultipartUploads(this.#index, this.#bodies, this.buckets, this.#publisher);
  }

  /**
   * Called for each new object and each that was deleted, and awaited before that is acknowledged. When it throws, the writer gets an
   * error although the object is there; the event is kept for `replayEvents`. At least once, as S3's own.
   */
  set onChange(listener: (event: ObjectEvent) => Promise<void> | void) {
    this.#publisher.onChange = listener;
  }

  /** Tells `onChange` what a crash kept it from hearing. Call it once, before serving. */
  async replayEvents(): Promise<void> {
    await this.#publisher.replayEvents();
  }

  async put(bucket: string, key: string, body: Body, options: PutOptions = {}): Promise<StoredObject> {
    this.checkWrite(bucket, key, options);
    const written = await receiveBody(this.#bodies, body, { sync: true });
    const object = { bucket, key, headers: options.headers ?? {}, ...written };
    return this.#publisher.publish(object, options.eventName ?? 'ObjectCreated:Put', options);
  }

  /** Copies the file at `path` into the store; `metadata` names are without `x-amz-meta-`. */
  async putFile(
    bucket: string,
    key: string,
    path: string,
    { contentType, metadata = {} }: { contentType?: string; metadata?: Record<string, string> } = {},
  ): Promise<StoredObject> {
    const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
    for (const [name, value] of Object.entries(metadata)) headers[`x-amz-meta-${name.toLowerCase()}`] = value;
    return this.put(bucket, key, chunksOf(path), { headers });
  }

  /** Refuses early what `put` would refuse after the last byte. */
  checkWrite(bucket: string, key: string, condition: WriteCondition): void {
    this.buckets.require(bucket);
    checkKey(key);
    this.#publisher.check(bucket, key, condition);
  }

  head(bucket: string, key: string): StoredObject {
    return storedObject(this.#row(bucket, key));
  }

  /**
   * The object's bytes, or a range of them; each chunk is good until the next is asked for. Right after `head`,
   * with no await between, it is the same object. Whoever opens must read, or the file stays open.
   */
  open(bucket: string, key: string, range: ByteRange | null = null): AsyncGenerator<Uint8Array> {
    return this.#bodies.read(this.#row(bucket, key).body, range);
  }

  /** Where the object's bytes lie now. Open it at once and only to read: a replaced object's file is removed. */
  objectPath(bucket: string, key: string): string {
    return this.#bodies.path(this.#row(bucket, key).body);
  }

  /** A copy shares the body's file, so it costs no bytes. */
  async copy(from: ObjectName, to: ObjectName, options: CopyOptions = {}): Promise<StoredObject> {
    this.checkWrite(to.bucket, to.key, options);
    const row = this.#row(from.bucket, from.key);
    const source = storedObject(row);
    options.check?.(source);
    const headers = options.headersFor?.(source) ?? source.headers;
    const object = { ...source, ...to, headers, body: row.body };
    if (!source.eTag.includes('-')) return this.#publisher.publish(object, 'ObjectCreated:Copy', options);
    // As on AWS, the copy of a multipart object has the ETag of a whole one; only reading it gives its MD5.
    const written = await receiveBody(this.#bodies, this.#bodies.read(row.body), { sync: true });
    return this.#publisher.publish({ ...to, headers, ...written }, 'ObjectCreated:Copy', options);
  }

  /** Replaces an object's tags; they are no change of the object, so its time stays and nothing is told. */
  setTags(bucket: string, key: string, tags: string | null): void {
    const { [TAGGING]: _, ...headers } = this.head(bucket, key).headers;
    const tagged = tags === null ? headers : { ...headers, [TAGGING]: tags };
    this.#index
      .prepare('UPDATE objects SET headers = ? WHERE bucket = ? AND key = ?')
      .run(JSON.stringify(tagged), bucket, Buffer.from(key));
  }

  /** Does nothing when there is no such object. */
  async delete(bucket: string, key: string, condition: WriteCondition = {}): Promise<void> {
    this.buckets.require(bucket);
    checkKey(key);
    await this.#publisher.delete(bucket, key, condition);
  }

  /** `next`, when not null, is the `after` of the next page. */
  list(bucket: string, options: ListOptions = {}): { entries: ListEntry[]; next: string | null } {
    this.buckets.require(bucket);
    return listKeys(this.#index, bucket, options);
  }

  /** Gives the folder back; another store may open it then. */
  close(): void {
    this.#index.close();
  }

  #row(bucket: string, key: string): ObjectRow {
    this.buckets.require(bucket);
    const row = this.#publisher.find(bucket, key);
    if (row) return row;
    throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
  }
}

/** Opened only when read: a refused write leaves no file open. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}
