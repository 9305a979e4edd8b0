import { asBuffer } from '../bytes/asBuffer.ts';
import type { BoundedReader } from '../bytes/boundedReader.ts';
import { firstFlvTag, flvTagAt, SCRIPT_TAG } from './flvTags.ts';

/** How far into a file its metadata is looked for, bytes: with a list of key frames it takes some 20 KB an hour. */
const HEAD_BYTES = 256 * 1024;

/** The metadata is the first tag, or one of the first. */
const MAX_TAGS = 16;

/** Values nest two deep in practice: a list in an object. */
const MAX_NESTING = 8;

/** Types of values in AMF 0 (its specification, 2.1). */
const NUMBER = 0;
const BOOLEAN = 1;
const STRING = 2;
const OBJECT = 3;
const NULL = 5;
const UNDEFINED = 6;
const ECMA_ARRAY = 8;
const STRICT_ARRAY = 10;
const DATE = 11;
const LONG_STRING = 12;

/**
 * The length that an FLV declares in its metadata, seconds; null where it declares none. MediaInfo prefers the last
 * tag's time, which of a file cut short is the time of the cut.
 */
export async function flvDeclaredSeconds(reader: BoundedReader): Promise<number | null> {
  const head = asBuffer(await reader.read(0, HEAD_BYTES));
  const at = metadataAt(head);
  if (at === null) return null;
  const seconds = durationIn(head, at);
  return seconds !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** Where the content of the first tag of script data begins. */
function metadataAt(head: Buffer): number | null {
  const start = firstFlvTag(head);
  let tag = start === null ? null : flvTagAt(head, start);
  for (let tags = 0; tags < MAX_TAGS && tag; tags += 1) {
    if (tag.type === SCRIPT_TAG) return tag.body;
    tag = flvTagAt(head, tag.next);
  }
  return null;
}

/** Of `onMetaData` and the array or object that follows it; null where the bytes are no such thing. */
function durationIn(head: Buffer, start: number): number | null {
  const name = readText(head, start + 1);
  if (head[start] !== STRING || name?.text !== 'onMetaData') return null;
  const type = head[name.next];
  if (type !== ECMA_ARRAY && type !== OBJECT) return null;
  let at = name.next + (type === ECMA_ARRAY ? 5 : 1);
  while (at < head.length) {
    const key = readText(head, at);
    if (!key || key.text === '') return null;
    if (key.text === 'duration') {
      return head[key.next] === NUMBER && key.next + 9 <= head.length
        ? head.readDoubleBE(key.next + 1)
        : null;
    }
    const next = afterValue(head, key.next, 0);
    if (next === null) return null;
    at = next;
  }
  return null;
}

/** Where the value at `at` ends; null where it is of no known type or does not end. */
function afterValue(head: Buffer, at: number, nesting: number): number | null {
  if (at + 5 > head.length || nesting > MAX_NESTING) return null;
  switch (head[at]) {
    case NUMBER:
      return at + 9;
    case BOOLEAN:
      return at + 2;
    case NULL:
    case UNDEFINED:
      return at + 1;
    case DATE:
      return at + 11;
    case STRING:
      return at + 3 + head.readUInt16BE(at + 1);
    case LONG_STRING:
      return at + 5 + head.readUInt32BE(at + 1);
    case OBJECT:
      return afterMembers(head, at + 1, nesting);
    case ECMA_ARRAY:
      return afterMembers(head, at + 5, nesting);
    case STRICT_ARRAY:
      return afterItems(head, at, nesting);
    default:
      return null;
  }
}

/** Members end with an empty name and the mark 9. */
function afterMembers(head: Buffer, start: number, nesting: number): number | null {
  let at: number | null = start;
  while (at !== null) {
    const key = readText(head, at);
    if (!key) return null;
    if (key.text === '') return key.next + 1;
    at = afterValue(head, key.next, nesting + 1);
  }
  return null;
}

function afterItems(head: Buffer, start: number, nesting: number): number | null {
  const count = head.readUInt32BE(start + 1);
  let at: number | null = start + 5;
  for (let item = 0; item < count && at !== null; item += 1) at = afterValue(head, at, nesting + 1);
  return at;
}

/** A text led by its length in 16 bits. */
function readText(head: Buffer, at: number): { text: string; next: number } | null {
  if (at + 2 > head.length) return null;
  const next = at + 2 + head.readUInt16BE(at);
  return next <= head.length ? { text: head.toString('latin1', at + 2, next), next } : null;
}
