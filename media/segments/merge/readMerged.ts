import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import type { Merged } from './mergePieces.ts';
import type { Stretch, StretchOf } from './stretches.ts';

/** Reads staged files by what they are. */
export type ReadStaged = (
  of: Exclude<StretchOf, 'head'>,
  offset: number,
  length: number,
) => Promise<Uint8Array>;

/** Ranged reads of the merged file before it is one. */
export function readMerged({ head, stretches }: Merged, read: ReadStaged): ReadRange {
  const bytesOf = async ({ of, offset, length }: Stretch) =>
    of === 'head' ? head.subarray(offset, offset + length) : await read(of, offset, length);
  return async (offset, length) => {
    const parts: Promise<Uint8Array>[] = [];
    let at = 0;
    for (const stretch of stretches) {
      const [from, to] = [Math.max(offset, at), Math.min(offset + length, at + stretch.length)];
      if (from < to)
        parts.push(bytesOf({ ...stretch, offset: stretch.offset + from - at, length: to - from }));
      at += stretch.length;
    }
    return Buffer.concat(await Promise.all(parts));
  };
}
