/** A box of an MP4 or MOV (ISO 14496-12, 4.2) in memory: its content as bytes, or as boxes where it holds nothing else. */
export interface Box {
  type: string;
  body: Buffer | Box[];
}

const HOLDERS: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts']);

/** The boxes of some bytes, which they share. What is no box any more ends the list. */
export function parseBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const told = bytes.readUInt32BE(at);
    const head = told === 1 ? 16 : 8;
    if (at + head > bytes.length) break;
    const size = told === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : told || bytes.length - at;
    if (size < head || at + size > bytes.length) break;
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + head, at + size);
    boxes.push({ type, body: HOLDERS.has(type) ? parseBoxes(body) : body });
    at += size;
  }
  return boxes;
}

/** A box as it stands in a file. */
export function boxBytes({ type, body }: Box): Buffer {
  const content = Buffer.isBuffer(body) ? [body] : body.map(boxBytes);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.reduce((sum, { length }) => sum + length, 8));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

/** The boxes that one holds; none of one that holds bytes, or is not there. */
export function childrenOf(box: Box | undefined): Box[] {
  return box === undefined || Buffer.isBuffer(box.body) ? [] : box.body;
}

/** The first box at a path of types. */
export function boxAt(boxes: Box[], ...[type, ...rest]: string[]): Box | undefined {
  const box = boxes.find(one => one.type === type);
  return rest.length === 0 ? box : boxAt(childrenOf(box), ...rest);
}

/** The bytes of the box at a path; empty where there is none. */
export function bytesAt(boxes: Box[], ...path: string[]): Buffer {
  const body = boxAt(boxes, ...path)?.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** The same boxes, with the one at a path changed; `change` returns what takes its place, null for nothing. */
export function replaceAt(boxes: Box[], [type, ...rest]: string[], change: (box: Box) => Box | null): Box[] {
  return boxes.flatMap(box => {
    if (box.type !== type) return [box];
    const changed =
      rest.length === 0 ? change(box) : { ...box, body: replaceAt(childrenOf(box), rest, change) };
    return changed === null ? [] : [changed];
  });
}

/** The 32 bits at `at`; 0 past the end. */
export function word(bytes: Buffer, at: number): number {
  return at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0;
}
