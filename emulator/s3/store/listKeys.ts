import type { DatabaseSync } from 'node:sqlite';
import type { ObjectRow } from './storedObject.ts';

export interface ListOptions {
  prefix?: string;
  /** Keys that share what stands before it (after the prefix) are rolled up into one common prefix. */
  delimiter?: string;
  /** Only what sorts after it. */
  after?: string;
  /** At most 1,000 unless told; keys and common prefixes together. */
  limit?: number;
}

export type ListEntry = { row: ObjectRow; name: string } | { row: null; name: string };

/**
 * Lists a bucket in the order of the keys' UTF-8 bytes. `next` is where to go on (as `after`), null at the end.
 * As in S3, a common prefix counts only where it sorts after `after`, so the last name given is all a page
 * has to remember.
 */
export function listKeys(
  index: DatabaseSync,
  bucket: string,
  { prefix = '', delimiter = '', after = '', limit = 1000 }: ListOptions,
): { entries: ListEntry[]; next: string | null } {
  const entries: ListEntry[] = [];
  for (const entry of walk(index, bucket, Buffer.from(prefix), Buffer.from(delimiter), Buffer.from(after))) {
    if (entries.length === limit) return { entries, next: entries.at(-1)?.name ?? null };
    entries.push(entry);
  }
  return { entries, next: null };
}

function* walk(
  index: DatabaseSync,
  bucket: string,
  prefix: Buffer,
  delimiter: Buffer,
  after: Buffer,
): Generator<ListEntry> {
  const keysFrom = index.prepare('SELECT * FROM objects WHERE bucket = ? AND key >= ? ORDER BY key');
  let from: Buffer | null = Buffer.compare(after, prefix) < 0 ? prefix : after;
  while (from !== null) {
    const rows = keysFrom.iterate(bucket, from) as Iterable<unknown> as Iterable<ObjectRow>;
    from = null;
    for (const row of rows) {
      const key = Buffer.from(row.key);
      if (!key.subarray(0, prefix.length).equals(prefix)) return;
      const common = commonPrefix(key, prefix, delimiter);
      if (common !== null) {
        if (Buffer.compare(common, after) > 0) yield { row: null, name: common.toString() };
        // Ten thousand keys under one common prefix cost one step.
        from = successor(common);
        break;
      }
      if (!key.equals(after)) yield { row, name: key.toString() };
    }
  }
}

function commonPrefix(key: Buffer, prefix: Buffer, delimiter: Buffer): Buffer | null {
  if (delimiter.length === 0) return null;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? null : key.subarray(0, at + delimiter.length);
}

/** The first bytes that sort after everything that starts with `prefix`; UTF-8 never holds the byte 0xFF. */
function successor(prefix: Buffer): Buffer {
  const last = prefix.length - 1;
  return Buffer.concat([prefix.subarray(0, last), Buffer.of((prefix[last] ?? 0) + 1)]);
}
