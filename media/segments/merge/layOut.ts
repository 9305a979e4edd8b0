import { MIN_PART_BYTES, type Stretch, type StretchOf } from './stretches.ts';

/**
 * A part of a multipart upload: bytes that whoever merges has to send, or a range that S3 copies from a staged file
 * (UploadPartCopy).
 */
export type Part = { upload: Stretch[] } | { copy: Stretch };

/** UploadPartCopy takes at most so many bytes, and a range only of an object larger than the least part. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** A multipart upload has at most so many parts. */
const MAX_PARTS = 10_000;

/** Uploaded parts are held in memory. */
const UPLOAD_BYTES = 16 * 1024 * 1024;

/**
 * Lays a file out as parts by S3's rules: each has 5 MiB or more but the last, and what is large enough is copied. `sizeOf`
 * is of the staged file that a stretch is taken from; the head is not staged. Pure.
 * @throws {Error} where it has more parts than S3 takes, as no film of eight hours does.
 */
export function layOut(stretches: Stretch[], sizeOf: (of: Exclude<StretchOf, 'head'>) => number): Part[] {
  const parts: Part[] = [];
  let pending: Stretch[] = [];
  const flush = () => {
    if (pending.length > 0) parts.push({ upload: pending });
    pending = [];
  };
  for (const stretch of stretches) {
    const isCopyable = stretch.of !== 'head' && sizeOf(stretch.of) > MIN_PART_BYTES;
    for (let rest = stretch; rest.length > 0; ) {
      const waiting = lengthOf(pending);
      const isEnough = waiting === 0 || waiting >= MIN_PART_BYTES;
      const copied = isCopyable && isEnough && rest.length >= MIN_PART_BYTES;
      if (copied || waiting >= UPLOAD_BYTES) flush();
      const length = copied ? copyLength(rest.length) : uploadLength(rest.length, isEnough ? 0 : waiting);
      const taken = { ...rest, length };
      if (copied) parts.push({ copy: taken });
      else pending = joined(pending, taken);
      rest = { ...rest, offset: rest.offset + length, length: rest.length - length };
    }
  }
  flush();
  if (parts.length > MAX_PARTS) throw new Error(`${parts.length} parts are more than S3 takes.`);
  return parts;
}

/** What follows in the same file is fetched with what was taken of it before. */
function joined(pending: Stretch[], next: Stretch): Stretch[] {
  const last = pending.at(-1);
  if (last?.of !== next.of || last.offset + last.length !== next.offset) return [...pending, next];
  return [...pending.slice(0, -1), { ...last, length: last.length + next.length }];
}

/** What is left over must be enough for a part. */
function copyLength(length: number): number {
  if (length <= MAX_COPY_BYTES) return length;
  return length - MAX_COPY_BYTES >= MIN_PART_BYTES ? MAX_COPY_BYTES : length - MIN_PART_BYTES;
}

/** What is waiting is filled up to a part, or a part of its own is begun. */
function uploadLength(length: number, waiting: number): number {
  return Math.min(length, waiting > 0 ? MIN_PART_BYTES - waiting : UPLOAD_BYTES);
}

export function lengthOf(stretches: Stretch[]): number {
  return stretches.reduce((sum, { length }) => sum + length, 0);
}
