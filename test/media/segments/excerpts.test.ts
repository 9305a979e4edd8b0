import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Fetch, fetches, writeExcerpt } from '../../../media/excerpts/writeExcerpt.ts';
import { rangeOf } from './inPieces.ts';

const MB = 1024 * 1024;
const head = Buffer.from('head');

function fetched(...ranges: [number, number][]): Fetch[] {
  return [...fetches({ head, ranges: ranges.map(([offset, length]) => ({ offset, length })) })];
}

test('what lies close together is fetched at once, and what is far apart is not', () => {
  const near = fetched([1_000, 50], [2_000, 50]);
  const far = fetched([1_000, 50], [9 * MB, 50]);

  expect(near).toEqual([
    {
      offset: 1_000,
      length: 1_050,
      parts: [
        { from: 0, to: 50, at: 4 },
        { from: 1_000, to: 1_050, at: 54 },
      ],
    },
  ]);
  expect(far.map(({ offset, length }) => [offset, length])).toEqual([
    [1_000, 50],
    [9 * MB, 50],
  ]);
});

test('what stands the other way round in the source is not fetched at once', () => {
  expect(fetched([2_000, 50], [1_000, 50])).toHaveLength(2);
});

test('a long range is several requests, none larger than fits into memory many times', () => {
  const all = fetched([5, 20 * MB]);

  expect(all.reduce((sum, { length }) => sum + length, 0)).toBe(20 * MB);
  for (const { length } of all) expect(length).toBeLessThanOrEqual(8 * MB);
});

test('an excerpt is its head, the ranges in their order, and a hole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-excerpt-'));
  const [source, path] = [join(folder, 'source'), join(folder, 'excerpt')];
  await writeFile(source, '0123456789');
  const ranges = [
    { offset: 7, length: 2 },
    { offset: 1, length: 3 },
  ];

  await writeExcerpt(path, { head, ranges, sizeBytes: 12 }, rangeOf(source));

  expect(await readFile(path, 'latin1')).toBe('head78123\0\0\0');
});

test('a source that has become shorter is not taken for whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-excerpt-'));
  const source = join(folder, 'source');
  await writeFile(source, '0123456789');
  const written = writeExcerpt(
    join(folder, 'excerpt'),
    { head, ranges: [{ offset: 8, length: 4 }], sizeBytes: 8 },
    rangeOf(source),
  );

  await expect(written).rejects.toThrow(/ends at 10 bytes/);
});
