import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';

const MB = 1024 * 1024;

/** A file whose byte at n is n mod 251, and a list of the reads made of it. */
function fileOf(size: number) {
  const reads: [number, number][] = [];
  const readRange = async (offset: number, length: number) => {
    reads.push([offset, length]);
    return Uint8Array.from({ length: Math.min(length, size - offset) }, (_, index) => (offset + index) % 251);
  };
  return { reads, readRange };
}

test('a small file is read once and whole', async () => {
  const { reads, readRange } = fileOf(5000);
  const reader = boundedReader(readRange, 5000, MB);

  const bytes = await reader.read(4000, 20);
  await reader.read(0, 5000);

  expect([...bytes]).toEqual(Array.from({ length: 20 }, (_, index) => (4000 + index) % 251));
  expect(reads).toEqual([[0, 5000]]);
});

test('reads of a large file are rounded out to blocks, joined and never repeated', async () => {
  const { reads, readRange } = fileOf(3 * MB);
  const reader = boundedReader(readRange, 3 * MB, 3 * MB);
  const block = 256 * 1024;

  await reader.read(10, 100);
  const across = await reader.read(block - 5, 2 * block);
  await reader.read(20, 2 * block);

  // The second read follows on the first, so it fetches ahead.
  expect(reads).toEqual([
    [0, block],
    [block, 4 * block],
  ]);
  expect(across).toHaveLength(2 * block);
  expect(across[0]).toBe((block - 5) % 251);
  expect(reader.bytesRead).toBe(5 * block);
});

test('the last block ends with the file, and nothing is read past it', async () => {
  const size = 3 * MB + 7;
  const { reads, readRange } = fileOf(size);
  const reader = boundedReader(readRange, size, 8 * MB);

  expect(await reader.read(3 * MB, MB)).toHaveLength(7);
  expect(await reader.read(size, 10)).toHaveLength(0);
  expect(reads).toEqual([[3 * MB, 7]]);
});

test('once the budget is used up reads come back empty', async () => {
  const { readRange } = fileOf(30 * MB);
  const reader = boundedReader(readRange, 30 * MB, MB);

  await reader.read(0, MB);

  expect(await reader.read(2 * MB, 10)).toHaveLength(0);
  expect(reader.exhausted).toBe(true);
  expect(reader.bytesRead).toBe(MB);
  expect(await reader.read(0, 10)).toHaveLength(10);
});

test.each([-4, Number.NEGATIVE_INFINITY, Number.NaN, 5000, 2 ** 70])(
  'at %d there is nothing to read',
  async offset => {
    const { reads, readRange } = fileOf(5000);

    expect(await boundedReader(readRange, 5000, MB).read(offset, 20)).toHaveLength(0);
    expect(reads).toEqual([]);
  },
);
