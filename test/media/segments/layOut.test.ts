import { expect, test } from 'vitest';
import { layOut, lengthOf, type Part } from '../../../media/segments/merge/layOut.ts';
import { MIN_PART_BYTES, type Stretch, type StretchOf } from '../../../media/segments/merge/stretches.ts';

const MB = 1024 * 1024;
const GB = 1024 * MB;

/** Lays out a head of so many bytes, and pieces whose files are a little larger than what is taken of them. */
function lay(headBytes: number, lengths: [StretchOf, number][]): { parts: Part[]; stretches: Stretch[] } {
  const behind = lengths.map(([of, length]): Stretch => ({ of, offset: 1_000, length }));
  const stretches = [{ of: 'head' as const, offset: 0, length: headBytes }, ...behind];
  const sizeOf = (of: StretchOf) => 1_000 + lengthOf(behind.filter(stretch => stretch.of === of));
  return { stretches, parts: layOut(stretches, sizeOf) };
}

const stretchesOf = (part: Part) => ('copy' in part ? [part.copy] : part.upload);
const bytesOf = (part: Part) => lengthOf(stretchesOf(part));
const uploaded = (parts: Part[]) =>
  parts.filter(part => 'upload' in part).reduce((sum, part) => sum + bytesOf(part), 0);

/** Stretches that follow one another in the same file are one. */
function joined(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const stretch of stretches) {
    const last = result.at(-1);
    if (last?.of === stretch.of && last.offset + last.length === stretch.offset)
      last.length += stretch.length;
    else result.push({ ...stretch });
  }
  return result;
}

const FILMS: Record<string, [number, [StretchOf, number][]]> = {
  'of one small piece': [
    3_000,
    [
      [{ sound: 0 }, 20_000],
      [0, 100_000],
    ],
  ],
  'of small pieces': [90_000, Array.from({ length: 40 }, (_, of) => [of, MB + of])],
  'of pieces that are just large enough': [900, Array.from({ length: 9 }, (_, of) => [of, MIN_PART_BYTES])],
  'of large pieces': [MB, Array.from({ length: 12 }, (_, of) => [of, 11 * MB + of])],
  'of large and small ones': [
    MB,
    Array.from({ length: 30 }, (_, of) => [of, of % 3 === 0 ? 40 * MB : 700_000]),
  ],
  'whose last piece is tiny': [
    10,
    [
      [0, 12 * MB],
      [1, 12],
    ],
  ],
  'of one huge piece': [100, [[0, 12 * GB + 17]]],
  'of a piece that is a little larger than may be copied at once': [
    100,
    [
      [0, 6 * MB],
      [1, 5 * GB + 9],
    ],
  ],
};

test.each(Object.entries(FILMS))(
  'a film %s is all of it in its order, by the rules of S3',
  (_, [head, lengths]) => {
    const { parts, stretches } = lay(head, lengths);

    expect(joined(parts.flatMap(stretchesOf))).toEqual(joined(stretches));
    for (const part of parts.slice(0, -1)) expect(bytesOf(part)).toBeGreaterThanOrEqual(MIN_PART_BYTES);
    for (const part of parts) {
      if ('copy' in part) expect(bytesOf(part)).toBeLessThanOrEqual(5 * GB);
      else expect(bytesOf(part)).toBeLessThan(32 * MB);
    }
    expect(parts.length).toBeLessThanOrEqual(10_000);
  },
);

test('of large pieces only the start passes through whoever merges', () => {
  const { parts } = lay(
    MB,
    Array.from({ length: 12 }, (_, of) => [of, 11 * MB]),
  );

  expect(uploaded(parts)).toBe(MIN_PART_BYTES);
  expect(parts).toHaveLength(13);
});

test('a range is never copied of a file that is too small for that', () => {
  const { parts } = lay(6 * MB, [[0, MIN_PART_BYTES - 1_000]]);

  expect(parts.every(part => 'upload' in part)).toBe(true);
});
