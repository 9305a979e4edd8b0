import type { Checksum } from '../checksums/digest.ts';
import { S3Error } from '../s3Error.ts';

/** S3 user guide, "Object key naming": bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/** What the store knows of an object beside its bytes. */
export interface StoredObject {
  bucket: string;
  key: string;
  sizeBytes: number;
  /** Hex, no quotes: MD5 of the bytes, or `<MD5 of the parts' MD5s>-<number of parts>`. */
  eTag: string;
  /** Kept as they came, lower-case names: content-type, cache-control, x-amz-meta-..., x-amz-tagging, ... */
  headers: Record<string, string>;
  checksum: Checksum | null;
  /** Whole seconds, as HTTP dates have. */
  modifiedAt: Date;
}

/** A row of the table `objects`. */
export interface ObjectRow {
  bucket: string;
  key: Uint8Array;
  body: string;
  sizeBytes: number;
  eTag: string;
  headers: string;
  checksum: string | null;
  uploadId: string | null;
  modifiedAt: number;
}

export function storedObject(row: ObjectRow): StoredObject {
  return {
    bucket: row.bucket,
    key: Buffer.from(row.key).toString(),
    sizeBytes: row.sizeBytes,
    eTag: row.eTag,
    headers: JSON.parse(row.headers),
    checksum: row.checksum === null ? null : JSON.parse(row.checksum),
    modifiedAt: new Date(row.modifiedAt),
  };
}

/** @throws {S3Error} KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size <= MAX_KEY_BYTES) return;
  throw new S3Error('KeyTooLongError', 'Your key is too long', {
    Size: String(size),
    MaxSizeAllowed: String(MAX_KEY_BYTES),
  });
}
