import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { readMp4Tracks } from '../../../../media/containers/mp4/mp4Tracks.ts';
import { box, words } from '../../../fixtures/boxes.ts';

const ONE = 0x10000;
const UNTURNED = [ONE, 0, 0, 0, ONE, 0, 0, 0, 0x40000000];
const CLOCKWISE = [0, ONE, 0, -ONE, 0, 0, 0, 0, 0x40000000];
const MIRRORED = [-ONE, 0, 0, 0, ONE, 0, 0, 0, 0x40000000];

interface Track {
  id: number;
  flags?: number;
  matrix?: number[];
  handler?: string;
  entry?: string;
  inEntry?: Buffer;
  parts?: Buffer[];
}

function trak({
  id,
  flags = 7,
  matrix = UNTURNED,
  handler = 'vide',
  entry = 'avc1',
  inEntry,
  parts = [],
}: Track) {
  const header = [words(flags, 0, 0, id, 0, 0), Buffer.alloc(16), words(...matrix, 640 * ONE, 360 * ONE)];
  const picture = Buffer.alloc(78);
  picture.writeUInt16BE(640, 24);
  picture.writeUInt16BE(360, 26);
  const sample = box(entry, handler === 'soun' ? Buffer.alloc(28) : picture, inEntry ?? Buffer.alloc(0));
  const table = box('stbl', box('stsd', words(0, 1), sample));
  const told = box('hdlr', words(0, 0), Buffer.from(handler, 'latin1'), Buffer.alloc(12));
  return box('trak', box('tkhd', ...header), ...parts, box('mdia', told, box('minf', table)));
}

async function tracksOf(
  tracks: Track[],
  { matrix = UNTURNED, ahead = [box('ftyp', Buffer.from('zzzz'))] } = {},
) {
  const movie = box(
    'mvhd',
    words(0, 0, 0, 600, 0, ONE),
    Buffer.alloc(12),
    words(...matrix),
    Buffer.alloc(28),
  );
  const bytes = Buffer.concat([...ahead, box('moov', movie, ...tracks.map(trak))]);
  const read = async (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return readMp4Tracks(boundedReader(read, bytes.length, 1e6), bytes.length);
}

test('a track says whether it is switched on, and what its samples are', async () => {
  const found = await tracksOf([
    { id: 3, flags: 0 },
    { id: 9, handler: 'soun', entry: 'apac' },
  ]);

  expect(found).toMatchObject([
    { id: 3, kind: 'video', codecId: 'avc1', enabled: false, part: 'film', crop: null },
    { id: 9, kind: 'audio', codecId: 'apac', enabled: true },
  ]);
});

test.each([['ftyp'], ['wide'], ['free'], ['skip'], ['pnot'], ['uuid']])(
  'a movie is found behind %s',
  async first => {
    expect(await tracksOf([{ id: 1 }], { ahead: [box(first, Buffer.alloc(20))] })).toHaveLength(1);
  },
);

test('a movie is found with nothing ahead of it, and not in what begins otherwise', async () => {
  expect(await tracksOf([{ id: 1 }], { ahead: [] })).toHaveLength(1);
  expect(await tracksOf([{ id: 1 }], { ahead: [box('RIFF', Buffer.alloc(4))] })).toBeNull();
});

test.each([
  ['the track', CLOCKWISE, UNTURNED, { rotation: 90, mirrored: false }],
  ['the movie', UNTURNED, CLOCKWISE, { rotation: 90, mirrored: false }],
  ['both', CLOCKWISE, CLOCKWISE, { rotation: 180, mirrored: false }],
  ['a mirror', MIRRORED, UNTURNED, { rotation: 180, mirrored: true }],
  ['a track that is turned and a movie that mirrors', CLOCKWISE, MIRRORED, { rotation: 90, mirrored: true }],
])('%s turns the picture', async (_, track, movie, turn) => {
  const found = await tracksOf([{ id: 1, matrix: track }], { matrix: movie });

  expect(found?.[0]?.turn).toEqual(turn);
});

test.each([
  ['auxl', 'auxiliary'],
  ['vdep', 'auxiliary'],
  ['cdsc', 'auxiliary'],
  ['thmb', 'picture'],
  ['hint', 'film'],
])('a track with a reference %s is %s', async (reference, part) => {
  const found = await tracksOf([{ id: 1, parts: [box('tref', box(reference, words(2)))] }, { id: 2 }]);

  expect(found?.map(track => track.part)).toEqual([part, 'film']);
});

test('the track that a film has its chapters in is pictures, whoever stands first', async () => {
  const found = await tracksOf([{ id: 5 }, { id: 6, parts: [box('tref', box('chap', words(5, 7)))] }]);

  expect(found?.map(({ part }) => part)).toEqual(['picture', 'film']);
});

test('a handler or an entry of auxiliary pictures makes them that', async () => {
  const found = await tracksOf([
    { id: 1, handler: 'auxv' },
    { id: 2, inEntry: box('auxi', words(0)) },
  ]);

  expect(found?.map(({ kind, part }) => `${kind} ${part}`)).toEqual(['video auxiliary', 'video auxiliary']);
});

test.each([
  ['a DASH role', box('kind', words(0), Buffer.from('urn:mpeg:dash:role:2011\0commentary\0'))],
  ['a DASH description', box('kind', words(0), Buffer.from('urn:mpeg:dash:role:2011\0description\0'))],
  ['an Apple characteristic', box('tagc', Buffer.from('public.accessibility.describes-video'))],
])('sound that %s sets beside the film is commentary', async (_, userData) => {
  const sound = { id: 1, handler: 'soun', entry: 'mp4a' };

  const found = await tracksOf([
    { ...sound, parts: [box('udta', userData)] },
    { ...sound, id: 2 },
  ]);

  expect(found?.map(({ part }) => part)).toEqual(['commentary', 'film']);
});

test.each([
  [[600, 340, 0, 0], { left: 20, top: 10, width: 600, height: 340 }],
  [[600, 340, 10, -5], { left: 30, top: 5, width: 600, height: 340 }],
  [[640, 360, 0, 0], null],
  [[700, 360, 0, 0], null],
  [[600, 340, 100, 0], null],
])('a clean aperture %j is a crop only inside the picture', async ([width, height, x, y], crop) => {
  const aperture = box('clap', words(width ?? 0, 1, height ?? 0, 1, x ?? 0, 1, y ?? 0, 1));

  expect((await tracksOf([{ id: 1, inEntry: aperture }]))?.[0]?.crop).toEqual(crop);
});

test.each([
  [1, 32, true],
  [0, 64, false],
])('float samples with flags %d of %d bits: little-endian is %s', async (flags, bits, littleEndian) => {
  const config = box('pcmC', words(0), Buffer.from([flags, bits]));

  const found = await tracksOf([{ id: 1, handler: 'soun', entry: 'fpcm', inEntry: config }]);

  expect(found?.[0]?.floatSamples).toEqual({ bits, littleEndian });
});

test.each([
  ['encv', 'vide', true],
  ['enca', 'soun', true],
  ['avc1', 'vide', false],
])('samples called %s are encrypted: %s %s', async (entry, handler, encrypted) => {
  expect(await tracksOf([{ id: 1, handler, entry }])).toMatchObject([{ encrypted }]);
});
