import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Checksum, ChecksumAlgorithm } from '../checksums/digest.ts';
import { S3Error } from '../s3Error.ts';
import type { Received } from '../store/receiveBody.ts';

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

/** The uploads under way and their parts, as the index keeps them; whether a bucket is there is for callers to ask. */
export class UploadTable {
  readonly #index: DatabaseSync;

  constructor(index: DatabaseSync) {
    this.#index = index;
  }

  insert(upload: Omit<Upload, 'id' | 'createdAt'>): Upload {
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
    const rows = this.#index
      .prepare(
        'SELECT * FROM uploads WHERE bucket = ? AND substr(key, 1, ?) = ? AND (key, id) > (?, ?) ORDER BY key, id LIMIT ?',
      )
      .all(bucket, Buffer.byteLength(prefix), Buffer.from(prefix), Buffer.from(after.key), after.id, limit);
    return (rows as unknown as UploadRow[]).map(toUpload);
  }

  /** Notes a part; returns the one of the same number that it replaces. */
  putPart(id: string, number: number, part: Received): Part | undefined {
    const replaced = this.parts(id, number - 1, 1).find(other => other.number === number);
    this.#index
      .prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        number,
        part.body,
        part.sizeBytes,
        part.eTag,
        part.checksum && JSON.stringify(part.checksum),
        Date.now(),
      );
    return replaced;
  }

  /** In the order of their numbers, `limit` -1 for all. */
  parts(id: string, after = 0, limit = -1): Part[] {
    const rows = this.#index
      .prepare('SELECT * FROM parts WHERE uploadId = ? AND number > ? ORDER BY number LIMIT ?')
      .all(id, after, limit);
    return (rows as unknown as PartRow[]).map(toPart);
  }

  /** Takes the upload and its parts from the index; their bodies are the caller's to remove. */
  delete(id: string): void {
    this.#index.prepare('DELETE FROM parts WHERE uploadId = ?').run(id);
    this.#index.prepare('DELETE FROM uploads WHERE id = ?').run(id);
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
