import type { DatabaseSync } from 'node:sqlite';
import { S3Error } from '../s3Error.ts';

/** S3 user guide, "Bucket naming rules" (the rule on characters and length). */
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export interface Bucket {
  name: string;
  createdAt: Date;
}

/** The buckets of a store. */
export class BucketTable {
  readonly #index: DatabaseSync;

  constructor(index: DatabaseSync) {
    this.#index = index;
  }

  /** Does nothing when it exists, as S3 in us-east-1. */
  create(name: string): void {
    if (!NAME.test(name)) {
      throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
    }
    this.#index.prepare('INSERT OR IGNORE INTO buckets VALUES (?, ?)').run(name, Date.now());
  }

  has(name: string): boolean {
    return this.#index.prepare('SELECT 1 FROM buckets WHERE name = ?').get(name) !== undefined;
  }

  /** @throws {S3Error} NoSuchBucket */
  require(name: string): void {
    if (this.has(name)) return;
    throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  }

  /** @throws {S3Error} NoSuchBucket, BucketNotEmpty (objects; as on AWS, open uploads too) */
  delete(name: string): void {
    this.require(name);
    const used = this.#index.prepare(
      'SELECT 1 FROM objects WHERE bucket = ?1 UNION ALL SELECT 1 FROM uploads WHERE bucket = ?1 LIMIT 1',
    );
    if (used.get(name) !== undefined) {
      throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', {
        BucketName: name,
      });
    }
    this.#index.prepare('DELETE FROM cors WHERE bucket = ?').run(name);
    this.#index.prepare('DELETE FROM buckets WHERE name = ?').run(name);
  }

  /** In the order of their names. */
  list(): Bucket[] {
    const rows = this.#index.prepare('SELECT name, createdAt FROM buckets ORDER BY name').all();
    return rows.map(row => ({ name: String(row.name), createdAt: new Date(Number(row.createdAt)) }));
  }
}
