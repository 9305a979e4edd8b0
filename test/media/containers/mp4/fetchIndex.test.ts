import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { fetchIndex } from '../../../../media/containers/mp4/fetchIndex.ts';

const MB = 1024 * 1024;

/** Boxes one behind the other, and which ranges of them are read. */
async function readsOf(boxes: [string, number][], cutBytes = 0): Promise<[number, number][]> {
  const file = Buffer.concat(
    boxes.map(([type, length]) => {
      const box = Buffer.alloc(length);
      box.writeUInt32BE(length, 0);
      box.write(type, 4, 'latin1');
      return box;
    }),
  );
  const reads: [number, number][] = [];
  const sizeBytes = file.length - cutBytes;
  const readRange = async (offset: number, length: number) => {
    reads.push([offset, length]);
    return file.subarray(offset, Math.min(offset + length, sizeBytes));
  };
  await fetchIndex(boundedReader(readRange, sizeBytes, 64 * MB), sizeBytes);
  return reads;
}

test('an index is fetched with what stands ahead of it, and the rest of it at once', async () => {
  const reads = await readsOf([
    ['ftyp', 32],
    ['moov', 4 * MB],
    ['mdat', 3 * MB],
  ]);

  expect(reads).toEqual([
    [0, MB / 4],
    [MB / 4, 4 * MB],
  ]);
});

test('behind its data as well, of which nothing is read', async () => {
  const reads = await readsOf([
    ['ftyp', 32],
    ['mdat', 8 * MB - 32],
    ['moov', 2 * MB],
  ]);

  expect(reads).toEqual([
    [0, MB / 4],
    [8 * MB, MB / 4],
    [8.25 * MB, 1.75 * MB],
  ]);
});

test.each<[string, [string, number][], number]>([
  ['a file that is none', [['\u001aE\u00df\u00a3', 20 * MB]], 0],
  ['an index that is not whole', [['moov', 4 * MB]], 1],
  ['one that is very long', [['moov', 20 * MB]], 0],
  [
    'fragments',
    [
      ['ftyp', 32],
      ['moof', 4 * MB],
      ['moov', 4 * MB],
    ],
    0,
  ],
])('of %s no more is read than where it begins', async (_, boxes, cutBytes) => {
  expect(await readsOf(boxes, cutBytes)).toEqual([[0, MB / 4]]);
});
