import type { ReadRange } from '../../../containers/bytes/boundedReader.ts';
import { parseBoxes } from '../../../movie/box.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { Fragment } from './trackFragment.ts';

/** An index of a fragment of two seconds, and the head of the data behind it: read at once, bytes. */
const HEAD_BYTES = 8 * 1024;

/** So many requests one after the other take as long as reading a file of some GB. */
const MAX_FRAGMENTS = 600;

/** More boxes than any writer puts between two fragments. */
const MAX_BOXES = 8 * MAX_FRAGMENTS;

/**
 * The fragments that begin at a place of the file or behind it, each by one request: what is in them is passed over.
 * @throws {UnfitIndex} where there are too many of them to be walked through.
 */
export async function* walkFragments(
  readRange: ReadRange,
  from: number,
  sizeBytes: number,
): AsyncGenerator<Fragment> {
  let head: Buffer = Buffer.alloc(0);
  let headAt = from;
  let fragments = 0;
  for (let at = from, boxes = 0; at + 8 <= sizeBytes; boxes += 1) {
    if (boxes > MAX_BOXES || fragments > MAX_FRAGMENTS) throw new UnfitIndex('It is in too many fragments.');
    if (at + 16 > headAt + head.length) {
      head = Buffer.from(await readRange(at, Math.min(HEAD_BYTES, sizeBytes - at)));
      headAt = at;
    }
    const box = boxIn(head, at - headAt, sizeBytes - at);
    if (box === null) return;
    if (box.type === 'moof') {
      fragments += 1;
      const isWhole = at + box.length <= headAt + head.length;
      const bytes = isWhole
        ? head.subarray(at - headAt, at - headAt + box.length)
        : Buffer.from(await readRange(at, box.length));
      yield { at, boxes: parseBoxes(bytes.subarray(8)) };
    }
    at += box.length;
  }
}

/** Its head, with the whole length in it; null where there is none. */
function boxIn(bytes: Buffer, at: number, rest: number): { type: string; length: number } | null {
  if (at + 8 > bytes.length) return null;
  const told = bytes.readUInt32BE(at);
  if (told === 1 && at + 16 > bytes.length) return null;
  const length = told === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : told || rest;
  return length < 8 ? null : { type: bytes.toString('latin1', at + 4, at + 8), length };
}
