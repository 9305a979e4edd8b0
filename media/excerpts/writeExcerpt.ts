import { type FileHandle, open } from 'node:fs/promises';
import pMap from 'p-map';
import type { ReadRange } from '../containers/bytes/boundedReader.ts';
import type { ByteRange, Excerpt } from './excerpt.ts';
import { Room } from './room.ts';

/** Bytes between two ranges that are fetched and thrown away, since one more request takes longer than they do. */
const GAP_BYTES = 256 * 1024;

/** The most of a request, bytes: so much is in memory for each that is under way. */
const REQUEST_BYTES = 8 * 1024 * 1024;

/** Under way at once, bytes: some eight long requests, which S3 answers at some 50 to 100 MB/s each. */
const BYTES_AT_ONCE = 8 * REQUEST_BYTES;

/** Requests under way at once, however short: a recorder's sound lies in some thousands of places an hour. An SDK's client has 50 sockets. */
const REQUESTS = 40;

/** A stretch of a source that is fetched at once, and where its parts come to stand in the excerpt. */
export interface Fetch extends ByteRange {
  parts: { from: number; to: number; at: number }[];
}

/**
 * Writes an excerpt to a path; of the source nothing is read but its ranges, and what lies between close ones.
 * @throws what `readRange` throws, and {Error} where the source has become shorter.
 */
export async function writeExcerpt(path: string, excerpt: Excerpt, readRange: ReadRange): Promise<void> {
  await using file = await open(path, 'w');
  await file.write(excerpt.head, 0, excerpt.head.length, 0);
  const room = new Room(BYTES_AT_ONCE);
  const write = async (fetch: Fetch) => {
    await room.take(fetch.length);
    try {
      await writeOne(file, fetch, readRange);
    } finally {
      room.give(fetch.length);
    }
  };
  await pMap(fetches(excerpt), write, { concurrency: REQUESTS });
  await file.truncate(excerpt.sizeBytes);
}

async function writeOne(
  file: FileHandle,
  { offset, length, parts }: Fetch,
  readRange: ReadRange,
): Promise<void> {
  const bytes = await readRange(offset, length);
  if (bytes.length < length) throw new Error(`The source ends at ${offset + bytes.length} bytes.`);
  for (const { from, to, at } of parts) await file.write(bytes, from, to - from, at);
}

/** Ranges that are near one another in a row are fetched together, and long ones in several requests. */
export function* fetches({ head, ranges }: Pick<Excerpt, 'head' | 'ranges'>): Generator<Fetch> {
  let at = head.length;
  let open: Fetch | undefined;
  for (const range of ranges.flatMap(pieces)) {
    const isNear =
      open !== undefined &&
      range.offset >= open.offset + open.length &&
      range.offset - open.offset - open.length <= GAP_BYTES &&
      range.offset + range.length - open.offset <= REQUEST_BYTES;
    if (open && !isNear) yield open;
    if (!open || !isNear) open = { offset: range.offset, length: 0, parts: [] };
    const from = range.offset - open.offset;
    open.length = from + range.length;
    open.parts.push({ from, to: open.length, at });
    at += range.length;
  }
  if (open) yield open;
}

function pieces({ offset, length }: ByteRange): ByteRange[] {
  return Array.from({ length: Math.ceil(length / REQUEST_BYTES) }, (_, index) => ({
    offset: offset + index * REQUEST_BYTES,
    length: Math.min(REQUEST_BYTES, length - index * REQUEST_BYTES),
  }));
}
