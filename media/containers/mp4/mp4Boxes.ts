import { asBuffer } from '../bytes/asBuffer.ts';
import type { BoundedReader } from '../bytes/boundedReader.ts';

/** A box of an MP4 or MOV (ISO 14496-12, 4.2). */
export interface Box {
  type: string;
  /** Where it starts itself. */
  at: number;
  /** Where its content starts, and where the box says it ends: that may lie past the end of the file. */
  start: number;
  end: number;
}

/** More boxes than this in a row, and the search is given up. */
export const MAX_BOXES = 1024;

/** What an MP4 or MOV may begin with; one without `ftyp` is an old QuickTime. */
export const FIRST_BOXES: ReadonlySet<string> = new Set([
  ...[
    'ftyp',
    'moov',
    'mdat',
    'wide',
    'free',
    'skip',
    'pnot',
    'uuid',
    'styp',
    'sidx',
    'pdin',
    'prfl',
    'junk',
    'PICT',
  ],
]);

/** Walks at most `max` boxes that stand one after another from `from`; ends at `to`, or at what is no box. */
export async function* walkBoxes(
  reader: BoundedReader,
  from: number,
  to: number,
  max: number = MAX_BOXES,
): AsyncGenerator<Box> {
  let at = from;
  for (let boxes = 0; boxes < max && at + 8 <= to; boxes += 1) {
    const header = asBuffer(await reader.read(at, 16));
    if (header.length < 8) return;
    const size = header.readUInt32BE(0);
    const long = size === 1;
    if (long && header.length < 16) return;
    // A size of 1 is followed by the real one in 64 bits, 0 reaches to the end.
    const length = long ? Number(header.readBigUInt64BE(8)) : size || to - at;
    if (length < (long ? 16 : 8)) return;
    yield { type: header.toString('latin1', 4, 8), at, start: at + (long ? 16 : 8), end: at + length };
    at += length;
  }
}

/** The first box at the end of a path of types below `box`. */
export async function find(reader: BoundedReader, box: Box, path: string[]): Promise<Box | undefined> {
  let found: Box | undefined = box;
  for (const type of path) {
    const children: Box[] = found ? await childrenOf(reader, found) : [];
    found = children.find(child => child.type === type);
  }
  return found;
}

/** The boxes right below one, cut off where it ends. */
export async function childrenOf(reader: BoundedReader, { start, end }: Box): Promise<Box[]> {
  const children: Box[] = [];
  for await (const child of walkBoxes(reader, start, end))
    children.push({ ...child, end: Math.min(child.end, end) });
  return children;
}

/** At most the first `length` bytes of a box's content; empty where there is no box. */
export async function contentOf(
  reader: BoundedReader,
  box: Box | undefined,
  length: number,
): Promise<Buffer> {
  if (!box) return Buffer.alloc(0);
  return asBuffer(await reader.read(box.start, Math.min(length, box.end - box.start)));
}

/** The 32 bits at `at`; 0 past the end. */
export function number(bytes: Buffer, at: number): number {
  return at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0;
}
