import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { readMp4Index } from '../../../../media/containers/mp4/mp4Index.ts';

/** A box of its type, its 32-bit numbers or its boxes. */
function box(type: string, ...content: (number | Buffer)[]): Buffer {
  const body = Buffer.concat(
    content.map(part => {
      if (typeof part !== 'number') return part;
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(part);
      return bytes;
    }),
  );
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const text = (value: string) => Buffer.from(value, 'latin1');

/** A film of `runs` of frames on a clock of 1000, with nonsense for lengths in its headers. */
function moov(
  runs: [frames: number, ticks: number][],
  sizes: number[],
  claimed = sizes.length,
  tables: Buffer[] = [],
): Buffer {
  const table = box(
    'stbl',
    box('stts', 0, runs.length, ...runs.flat()),
    box('stsz', 0, 0, claimed, ...sizes),
    ...tables,
  );
  const media = box(
    'mdia',
    box('mdhd', 0, 0, 0, 1000, 0xffff_fff0, 0),
    box('hdlr', 0, 0, text('vide'), 0),
    box('minf', table),
  );
  return box('moov', box('trak', box('tkhd', 0, 0, 0, 7, 0, 0xffff_fff0), media));
}

const FTYP = box('ftyp', 0, 0);
const read = (...boxes: Buffer[]) => {
  const file = Buffer.concat(boxes);
  const reader = boundedReader(async (at, length) => file.subarray(at, at + length), file.length, 1e6);
  return readMp4Index(reader, file.length);
};

test('frames and length are counted from the tables, whatever the headers claim', async () => {
  const index = await read(
    FTYP,
    moov(
      [
        [2, 40],
        [1, 100],
      ],
      [9, 9, 9],
    ),
    box('mdat', 0),
  );

  expect(index).toEqual({
    tracks: [
      { id: 7, handler: 'vide', frames: 3, seconds: 0.18, longestSeconds: 0.1, damaged: false, edits: [] },
    ],
    fragmented: false,
    empty: false,
    missingBytes: 0,
    fragmentSeconds: null,
  });
});

test('a table that claims more frames than it has room for is damaged', async () => {
  const index = await read(FTYP, moov([[2, 40]], [9, 9], 0x0fff_ffff));

  expect(index?.tracks[0]?.damaged).toBe(true);
});

/** Two chunks at these places: one of two frames, one of one. */
const chunks = (...places: number[]) => [
  box('stsc', 0, 2, 1, 2, 1, 2, 1, 1),
  box('stco', 0, places.length, ...places),
];

test('samples that the tables name and the file does not have are missing bytes', async () => {
  const index = (...places: number[]) => moov([[3, 40]], [9, 11, 20], 3, chunks(...places));
  const before = FTYP.length + index(0, 0).length;
  const missing = async (...places: number[]) =>
    (await read(FTYP, index(...places), Buffer.alloc(100)))?.missingBytes;

  expect(await missing(before, before + 80)).toBe(0);
  expect(await missing(before, before + 85)).toBe(5);
  expect(await missing(before + 83, before)).toBe(3);
});

test('data that claims more than there is lacks nothing where every sample is there', async () => {
  const data = box('mdat', ...Array.from({ length: 100 }, () => 0));

  expect((await read(FTYP, moov([[2, 40]], [9, 9]), data.subarray(0, 108)))?.missingBytes).toBe(0);
});

test('what hangs on behind the last box is no data', async () => {
  const zip = text(`PK\x03\x04${'A'.repeat(500)}`);

  expect((await read(FTYP, box('mdat', 0), moov([[2, 40]], [9, 9]), zip))?.missingBytes).toBe(0);
});

test('without a whole index there is none', async () => {
  const index = moov([[2, 40]], [9, 9]);

  expect(await read(FTYP, box('mdat', 0))).toBeNull();
  expect(await read(FTYP, box('mdat', 0), index.subarray(0, index.length / 2))).toBeNull();
});

test('endless nesting and sizes of nothing end', async () => {
  expect(await read(FTYP, text('\0\0\0\x04moov'))).toBeNull();
  expect((await read(FTYP, box('moov', box('trak', box('trak', box('trak'))))))?.tracks[0]).toMatchObject({
    frames: 0,
    seconds: 0,
  });
});

/** Lists segments of these sizes, `offset` bytes behind itself. */
const sidx = (offset: number, ...sizes: number[]) =>
  box('sidx', 0, 1, 1000, 0, offset, sizes.length, ...sizes.flatMap(size => [size, 1000, 0]));
const long = (offset: number, size: number) =>
  box('sidx', 0x0100_0000, 1, 1000, 0, 0, 0, offset, 1, size, 1000, 0);
const fragment = box('moof', 0, 0);
const part = Buffer.concat([fragment, box('mdat', 0)]);

test.each([
  ['none, of all segments', [sidx(0, part.length, part.length), part, part], 0],
  ['those of a segment', [sidx(0, part.length, part.length), part], part.length],
  ['those of a segment far away', [long(100, part.length), part], 100],
  [
    'none, where the first segment is listed alone',
    [sidx(0, part.length), part, sidx(0, part.length), part],
    0,
  ],
  ['none, where an index lists nothing', [sidx(0), part], 0],
  ['none, where an index ends early', [box('sidx', 0, 1), part], 0],
  ['none, behind what is no more than a list', [box('sidx', 0, 1, 1000, 0, 0, 0xffff), part], 0],
])('missing bytes of fragments: %s', async (_, boxes, missing) => {
  expect((await read(FTYP, moov([], []), ...boxes))?.missingBytes).toBe(missing);
});

test.each([
  ['told', [0, 4500], 4.5],
  ['told in 64 bits', [0x0100_0000, 0, 4500], 4.5],
  ['not known', [0, 0], null],
  ['cut off', [], null],
])('the length of all fragments, %s', async (_, content, seconds) => {
  const index = box('moov', box('mvhd', 0, 0, 0, 1000, 0), box('mvex', box('mehd', ...content)));

  expect((await read(FTYP, index, part))?.fragmentSeconds).toBe(seconds);
});
