import { expect, test } from 'vitest';
import type { Source } from '../../../../../contract/job.ts';
import {
  MOST_REMEMBERED_BYTES,
  withRememberedReads,
} from '../../../../../handlers/aws/s3/source/rememberedReads.ts';
import type { Sources } from '../../../../../pipeline/ports/sources.ts';

const SOURCE = { bucket: 'in', key: 'a.mp4', version: '1' } as Source;

/** Sources whose byte at n is n mod 251, and what is asked of them. */
function counted() {
  const asked: [number, number][] = [];
  const sources = {
    readRange: async (_: Source, offset: number, length: number) => {
      asked.push([offset, length]);
      return Uint8Array.from({ length }, (_, index) => (offset + index) % 251);
    },
    download: async () => {},
  } as Partial<Sources> as Sources;
  return { asked, ...withRememberedReads(sources) };
}

test('what lies within a range that was read is not asked for again', async () => {
  const { asked, readRange } = counted();
  await readRange(SOURCE, 1_000, 500);

  expect([...(await readRange({ ...SOURCE }, 1_490, 10))]).toEqual(
    Array.from({ length: 10 }, (_, index) => (1_490 + index) % 251),
  );
  await readRange(SOURCE, 1_490, 11);

  expect(asked).toEqual([
    [1_000, 500],
    [1_490, 11],
  ]);
});

test.each([
  ['of another version', { ...SOURCE, version: '2' }],
  ['of another object', { ...SOURCE, key: 'b.mp4' }],
])('nothing is known %s', async (_, other) => {
  const { asked, readRange } = counted();
  await readRange(SOURCE, 0, 10);
  await readRange(other, 0, 10);
  await readRange(SOURCE, 0, 10);

  expect(asked).toHaveLength(3);
});

test('a download forgets, and so does more than memory is meant to hold', async () => {
  const { asked, readRange, download } = counted();
  await readRange(SOURCE, 0, 10);
  await download(SOURCE, 'path', new AbortController().signal);
  await readRange(SOURCE, 0, 10);
  await readRange(SOURCE, 20, MOST_REMEMBERED_BYTES);
  await readRange(SOURCE, 0, 10);

  expect(asked).toHaveLength(4);
});
