/** An element of a Matroska file: its identifier in hexadecimal digits, and its content. */
export interface Element {
  id: string;
  body: Buffer;
}

/** Elements by name (RFC 9559). */
export const ID = {
  segment: '18538067',
  seekHead: '114d9b74',
  cues: '1c53bb6b',
  cluster: '1f43b675',
  clusterTime: 'e7',
  info: '1549a966',
  duration: '4489',
  tracks: '1654ae6b',
  trackEntry: 'ae',
  video: 'e0',
  defaultDuration: '23e383',
  projection: '7670',
  projectionType: '7671',
  roll: '7675',
  cropBottom: '54aa',
  cropTop: '54bb',
  cropLeft: '54cc',
  cropRight: '54dd',
  displayWidth: '54b0',
  displayHeight: '54ba',
} as const;

/** What points into the file would be off, and is left out. */
const POINTERS: readonly string[] = [ID.seekHead, ID.cues];

/** The elements of some bytes; one that ends too soon, or has no length, takes all the rest. */
export function parseElements(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const idLength = Math.clz32(bytes.readUInt8(at)) - 23;
    const sizeAt = at + idLength;
    const sizeLength = Math.clz32(bytes.readUInt8(sizeAt)) - 23;
    const start = sizeAt + sizeLength;
    const size = readSize(bytes.subarray(sizeAt, start));
    const end = Math.min(bytes.length, size === null ? bytes.length : start + size);
    elements.push({ id: bytes.toString('hex', at, sizeAt), body: bytes.subarray(start, end) });
    at = end;
  }
  return elements;
}

export function dumpElements(elements: Element[]): Buffer {
  return Buffer.concat(elements.map(({ id, body }) => element(id, body)));
}

export function element(id: string, body: Buffer): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

export function unsigned(id: string, value: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(value);
  return element(id, body);
}

export function float(id: string, value: number): Buffer {
  const body = Buffer.alloc(8);
  body.writeDoubleBE(value);
  return element(id, body);
}

/** Changes the content of every element at a path below the segment; seek heads and cues are left out. */
export function editSegment(bytes: Buffer, path: readonly string[], edit: (body: Buffer) => Buffer): Buffer {
  const within = (body: Buffer, [id, ...rest]: readonly string[]): Buffer =>
    dumpElements(
      parseElements(body)
        .filter(one => !POINTERS.includes(one.id))
        .map(one =>
          one.id === id ? { id, body: rest.length === 0 ? edit(one.body) : within(one.body, rest) } : one,
        ),
    );
  return within(bytes, [ID.segment, ...path]);
}

/** Puts an element in place of another of its name, or behind all others. */
export function replaced(body: Buffer, id: string, by: Buffer): Buffer {
  const others = parseElements(body).filter(one => one.id !== id);
  return Buffer.concat([dumpElements(others), by]);
}

/** Null for a length that is not known. */
function readSize(bytes: Buffer): number | null {
  const value = bytes.readUIntBE(0, Math.min(bytes.length, 6));
  if (bytes.length > 6) {
    const long = BigInt(`0x${bytes.toString('hex')}`) & ((1n << BigInt(7 * bytes.length)) - 1n);
    return long === (1n << BigInt(7 * bytes.length)) - 1n ? null : Number(long);
  }
  const most = 2 ** (7 * bytes.length) - 1;
  const size = value % 2 ** (7 * bytes.length);
  return size === most ? null : size;
}
