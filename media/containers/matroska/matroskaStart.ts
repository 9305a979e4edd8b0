import type { BoundedReader } from '../bytes/boundedReader.ts';
import { buffer } from '../mp4/mp4Boxes.ts';

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
  const head = buffer(await reader.read(0, Math.min(HEAD_BYTES, sizeBytes)));
  return { seconds: (firstTime(head) ?? 0) / 1000, fps: defaultRate(head) };
}

/** Nanoseconds a frame. */
function defaultRate(head: Buffer): number | null {
  const at = head.indexOf(DEFAULT_DURATION);
  if (at === -1) return null;
  const { value: size, next } = readSize(head, at + DEFAULT_DURATION.length);
  const nanoseconds = size >= 1 && size <= 6 && next + size <= head.length ? head.readUIntBE(next, size) : 0;
  return nanoseconds > 0 ? Math.round(1e12 / nanoseconds) / 1000 : null;
}

function firstTime(head: Buffer): number | null {
  const cluster = head.indexOf(CLUSTER);
  if (cluster === -1) return null;
  let at = readSize(head, cluster + CLUSTER.length).next;
  let time = 0;
  while (at + 8 < head.length) {
    const id = head[at] ?? 0;
    const { value: size, next } = readSize(head, at + 1);
    if (id === TIMESTAMP && size >= 1 && size <= 6) time = head.readUIntBE(next, size);
    else if (id === SIMPLE_BLOCK || id === BLOCK) return time + blockTime(head, next);
    else if (id !== BLOCK_GROUP && !SKIPPED.has(id)) return null;
    at = id === BLOCK_GROUP ? next : next + size;
  }
  return null;
}

/** A block begins with its track's number and its time against the cluster's, in 16 bits. */
function blockTime(bytes: Buffer, at: number): number {
  const { next } = readSize(bytes, at);
  return next + 2 <= bytes.length ? bytes.readInt16BE(next) : 0;
}

/** A number of one to eight bytes: the leading zero bits of the first tell how many follow. */
function readSize(bytes: Buffer, at: number): { value: number; next: number } {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  let value = first & (0xff >> length);
  for (let more = 1; more < length; more += 1) value = value * 256 + (bytes[at + more] ?? 0);
  return { value, next: at + length };
}
