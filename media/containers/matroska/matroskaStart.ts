import { asBuffer } from '../bytes/asBuffer.ts';
import type { BoundedReader } from '../bytes/boundedReader.ts';
import { type ElementHead, headAt, lengthOf } from './ebml.ts';

/** How far into a file the first pictures and sounds are looked for, bytes. */
const HEAD_BYTES = 256 * 1024;

/** Element ids (RFC 9559) with their length marker on. */
const CLUSTER = Buffer.from('1f43b675', 'hex');
const DEFAULT_DURATION = Buffer.from('23e383', 'hex');
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const CRC_32 = 0xbf;
const POSITION = 0xa7;
const PREVIOUS_SIZE = 0xab;
const SKIPPED = new Set([CRC_32, POSITION, PREVIOUS_SIZE]);

export interface MatroskaStart {
  /** When the first picture or sound is shown, seconds (by the usual clock of milliseconds). */
  seconds: number;
  /** Of the first track that tells one. */
  fps: number | null;
}

/**
 * How a Matroska file begins. What is timed below zero loses its time in ffmpeg, which then places the rest of the
 * film on top of it.
 */
export async function matroskaStart(reader: BoundedReader, sizeBytes: number): Promise<MatroskaStart> {
  const head = asBuffer(await reader.read(0, Math.min(HEAD_BYTES, sizeBytes)));
  return { seconds: (firstTime(head) ?? 0) / 1000, fps: defaultRate(head) };
}

/** Nanoseconds a frame. */
function defaultRate(head: Buffer): number | null {
  const at = head.indexOf(DEFAULT_DURATION);
  const found = at === -1 ? null : headAt(head, at);
  const nanoseconds = found ? shortNumber(head, found) : null;
  return nanoseconds ? Math.round(1e12 / nanoseconds) / 1000 : null;
}

function firstTime(head: Buffer): number | null {
  const at = head.indexOf(CLUSTER);
  let element = at === -1 ? null : headAt(head, at);
  let time = 0;
  // The cluster and its groups of blocks are gone into, what else there is ahead of the first block is passed over.
  for (let next = element?.start; next !== undefined; ) {
    element = headAt(head, next);
    if (!element) return null;
    const { id, start, size } = element;
    if (id === SIMPLE_BLOCK || id === BLOCK) return time + blockTime(head, start);
    if (id === TIMESTAMP) time = shortNumber(head, element) ?? time;
    else if (id !== BLOCK_GROUP && !SKIPPED.has(id)) return null;
    next = id === BLOCK_GROUP ? start : start + size;
  }
  return null;
}

/** An unsigned number of one to six bytes; null where it is none, or is cut off. */
function shortNumber(bytes: Buffer, { start, size }: ElementHead): number | null {
  return size >= 1 && size <= 6 && start + size <= bytes.length ? bytes.readUIntBE(start, size) : null;
}

/** A block begins with its track's number, of as many bytes as its first says, and its time against the cluster's, in 16 bits. */
function blockTime(bytes: Buffer, at: number): number {
  const next = at + lengthOf(bytes[at]);
  return next + 2 <= bytes.length ? bytes.readInt16BE(next) : 0;
}
