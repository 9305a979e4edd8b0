import { open } from 'node:fs/promises';
import { boundedReader } from '../containers/bytes/boundedReader.ts';
import { fileRange } from '../containers/bytes/fileRange.ts';
import { walkBoxes } from '../containers/mp4/mp4Boxes.ts';

/** An index of a fragment that is not whole: ffmpeg then takes the whole file for damaged. */
const INDEXES = new Set(['moof', 'sidx', 'styp', 'emsg', 'prft', 'uuid', 'mfra']);

/**
 * How much of a fragmented MP4 on disk can be read, bytes, where it was cut off in a fragment's index; null where ffmpeg
 * finds its way by itself.
 */
export async function wholeBytes(path: string): Promise<number | null> {
  await using file = await open(path);
  const { size } = await file.stat();
  const readRange = fileRange(file);
  let end = 0;
  let from = 0;
  // Each stretch is read by a reader of its own, so that no more than a stretch is kept in memory.
  for (let stretchEnd = -1; stretchEnd !== end; ) {
    stretchEnd = end;
    for await (const box of walkBoxes(boundedReader(readRange, size, size + 1), from, size)) {
      if (box.end > size) return INDEXES.has(box.type) ? end : null;
      end = box.end;
    }
    from = end;
  }
  return end < size ? end : null;
}
