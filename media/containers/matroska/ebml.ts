import { asBuffer } from '../bytes/asBuffer.ts';
import type { BoundedReader } from '../bytes/boundedReader.ts';

/** An element of a Matroska file (RFC 8794), by its id with the length marker on. */
export interface Element {
  id: number;
  content: Buffer;
}

export interface ElementHead {
  id: number;
  /** Where its content starts, and how long it says it is: Infinity where a live writer did not know. */
  start: number;
  size: number;
}

/** An id of at most four bytes and a size of at most eight. */
const MAX_HEAD_BYTES = 12;

/** The head of the element at `at` in the file; null where there is none. */
export async function readHead(reader: BoundedReader, at: number): Promise<ElementHead | null> {
  const head = headAt(asBuffer(await reader.read(at, MAX_HEAD_BYTES)), 0);
  return head && { ...head, start: at + head.start };
}

/** The elements that stand one after another in `bytes`, up to what is no element or is cut short. */
export function elementsOf(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = headAt(bytes, at);
    if (!head || head.start + head.size > bytes.length) break;
    elements.push({ id: head.id, content: bytes.subarray(head.start, head.start + head.size) });
    at = head.start + head.size;
  }
  return elements;
}

/** What stands in an element, by id: the first of each. */
export interface Fields {
  find(id: number): Element | undefined;
  number(id: number, otherwise: number): number;
  float(id: number): number;
  text(id: number): string;
}

export function fieldsOf(content: Buffer): Fields {
  const elements = elementsOf(content);
  const find = (id: number) => elements.find(element => element.id === id);
  return {
    find,
    number: (id, otherwise) => unsigned(find(id)?.content ?? Buffer.alloc(0)) || (find(id) ? 0 : otherwise),
    float: id => float(find(id)?.content ?? Buffer.alloc(0)),
    text: id => find(id)?.content.toString('latin1').replace(/\0.*$/s, '') ?? '',
  };
}

/** An unsigned number; 0 for an empty element, as for one of more bytes than a number holds. */
function unsigned(content: Buffer): number {
  return content.length > 0 && content.length <= 6 ? content.readUIntBE(0, content.length) : 0;
}

function float(content: Buffer): number {
  if (content.length === 4) return content.readFloatBE(0);
  return content.length === 8 ? content.readDoubleBE(0) : 0;
}

/** The head of the element at `at` in `bytes`; its content may lie beyond them. Null where there is none. */
export function headAt(bytes: Buffer, at: number): ElementHead | null {
  const idBytes = lengthOf(bytes[at]);
  if (idBytes > 4 || at + idBytes > bytes.length) return null;
  const sizeAt = at + idBytes;
  const sizeBytes = lengthOf(bytes[sizeAt]);
  if (sizeBytes > 8 || sizeAt + sizeBytes > bytes.length) return null;
  let size = (bytes[sizeAt] ?? 0) & (0xff >> sizeBytes);
  let isUnknown = size === 0xff >> sizeBytes;
  for (const byte of bytes.subarray(sizeAt + 1, sizeAt + sizeBytes)) {
    size = size * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  const start = sizeAt + sizeBytes;
  return { id: bytes.readUIntBE(at, idBytes), start, size: isUnknown ? Number.POSITIVE_INFINITY : size };
}

/** The leading zero bits of the first byte tell how many bytes a number has. */
export function lengthOf(first: number | undefined): number {
  return first === undefined ? Number.POSITIVE_INFINITY : Math.clz32(first) - 23;
}
