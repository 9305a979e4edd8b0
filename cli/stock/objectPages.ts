import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

/** An object as a listing shows it. */
export interface Listed {
  key: string;
  /** ms since 1970. */
  modified: number;
  eTag: string;
  sizeBytes: number;
}

/** Which keys of a bucket, in S3's order: that of their bytes. */
export interface KeyRange {
  prefix?: string | undefined;
  /** Only what comes behind it. */
  after?: string;
}

/** What lies in a bucket, a thousand objects a page, so that any number of them takes the same memory. */
export async function* objectPages(
  client: S3Client,
  bucket: string,
  { prefix, after }: KeyRange = {},
): AsyncIterable<Listed[]> {
  const input = { Bucket: bucket, Prefix: prefix, StartAfter: after };
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, input)) {
    yield Contents.map(({ Key = '', LastModified, ETag = '', Size = 0 }) => ({
      key: Key,
      modified: LastModified?.getTime() ?? 0,
      eTag: ETag,
      sizeBytes: Size,
    }));
  }
}

/** Those that lie between two keys, both included, or whose keys go on behind the last one. */
export async function* objectsBetween(
  client: S3Client,
  bucket: string,
  first: string,
  last: string,
): AsyncIterable<Listed> {
  for await (const page of objectPages(client, bucket, { after: justBefore(first) })) {
    for (const object of page) {
      if (!object.key.startsWith(last) && isBehind(object.key, last)) return;
      if (!isBehind(first, object.key)) yield object;
    }
  }
}

/** S3 compares bytes of UTF-8, which JavaScript's own comparison does not. */
export function isBehind(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;
}

/** A key that this one comes behind, and little else: there is no way to list from a key on, itself included. */
function justBefore(key: string): string {
  return [...key].slice(0, -1).join('');
}
