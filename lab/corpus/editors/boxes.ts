/** A box of an MP4 or MOV file: its content as bytes, or as boxes where it holds nothing else. */
export interface Box {
  type: string;
  body: Buffer | Box[];
}

/** Boxes that hold boxes and nothing else (ISO 14496-12). */
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'mvex', 'moof', 'traf']);

/** The boxes of some bytes, which they share: what is written into a body is written into the bytes. */
export function parseBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const told = bytes.readUInt32BE(at);
    const head = told === 1 ? 16 : 8;
    const rest = bytes.length - at;
    const size = told === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : told || rest;
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + head, at + size);
    boxes.push({ type, body: HOLDERS.has(type) ? parseBoxes(body) : body });
    at += Math.max(size, head);
  }
  return boxes;
}

export function dumpBoxes(boxes: Box[]): Buffer {
  return Buffer.concat(
    boxes.map(({ type, body }) => {
      const content = Buffer.isBuffer(body) ? body : dumpBoxes(body);
      const head = Buffer.alloc(8);
      head.writeUInt32BE(content.length + 8);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, content]);
    }),
  );
}

/** The first box at a path of types, `mdia/minf/stbl`. @throws {Error} where there is none. */
export function boxAt(boxes: Box[], path: string): Box {
  const [type, ...rest] = path.split('/');
  const box = boxes.find(one => one.type === type);
  if (!box) throw new Error(`There is no box ${path}.`);
  return rest.length === 0 ? box : boxAt(childrenOf(box), rest.join('/'));
}

/** Its bytes, to read or to write into. */
export function bytesAt(boxes: Box[], path: string): Buffer {
  const { body } = boxAt(boxes, path);
  if (!Buffer.isBuffer(body)) throw new Error(`The box ${path} holds boxes.`);
  return body;
}

export function childrenOf({ type, body }: Box): Box[] {
  if (Buffer.isBuffer(body)) throw new Error(`The box ${type} holds bytes.`);
  return body;
}
