import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { readMatroskaTracks } from '../../../../media/containers/matroska/matroskaTracks.ts';
import { element } from '../../../fixtures/boxes.ts';

const number = (id: string, value: number) => element(id, Buffer.from([value >> 8, value & 0xff]));
const float = (id: string, value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
};

/** A track entry's fields, pictures of 640x360 unless it is sound. */
function track(kind: 'video' | 'audio', fields: Buffer[], picture: Buffer[] = []): Buffer {
  const size = [number('b0', 640), number('ba', 360)];
  const video = kind === 'video' ? [element('e0', ...size, ...picture)] : [];
  return element('ae', number('d7', 1), number('83', kind === 'video' ? 1 : 2), ...fields, ...video);
}

function big(id: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = Buffer.alloc(8);
  size.writeUInt32BE(body.length, 4);
  size[0] = 1;
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

async function read(...segment: Buffer[]) {
  const bytes = Buffer.concat([element('1a45dfa3', number('4286', 1)), big('18538067', ...segment)]);
  const range = async (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return readMatroskaTracks(boundedReader(range, bytes.length, 1e6), bytes.length);
}

const firstOf = async (entry: Buffer) => (await read(big('1654ae6b', entry)))?.[0];

test('a track says whether it is switched on and the default, which it is unless told', async () => {
  const untold = await firstOf(track('video', []));
  const told = await firstOf(track('video', [number('b9', 0), number('88', 0)]));

  expect(untold).toMatchObject({ id: 1, kind: 'video', enabled: true, isDefault: true, part: 'film' });
  expect(told).toMatchObject({ enabled: false, isDefault: false });
});

test.each(['55af', '55ac'])('sound marked by %s is commentary', async flag => {
  expect(await firstOf(track('audio', [number(flag, 1)]))).toMatchObject({
    kind: 'audio',
    part: 'commentary',
  });
});

test.each([
  [0, 90, { rotation: 270, mirrored: false }],
  [0, -90, { rotation: 90, mirrored: false }],
  [0, 180, { rotation: 180, mirrored: false }],
  [0, 30, { rotation: 0, mirrored: false }],
  [180, 0, { rotation: 180, mirrored: true }],
  [-180, 90, { rotation: 90, mirrored: true }],
  [180, -90, { rotation: 270, mirrored: true }],
  [45, 90, { rotation: 0, mirrored: false }],
])('a pose of yaw %d and roll %d is turned as ffmpeg turns it', async (yaw, roll, turn) => {
  const projection = element('7670', number('7671', 0), float('7673', yaw), float('7675', roll));

  expect((await firstOf(track('video', [], [projection])))?.turn).toEqual(turn);
});

test('the inside of a sphere is not turned', async () => {
  const projection = element('7670', number('7671', 1), float('7675', 90));

  expect((await firstOf(track('video', [], [projection])))?.turn.rotation).toBe(0);
});

test('what is cropped has the display size, and without one square pixels', async () => {
  const crop = [number('54cc', 20), number('54dd', 10), number('54bb', 16), number('54aa', 4)];
  const shown = [number('54b0', 1220), number('54ba', 340)];

  expect(await firstOf(track('video', [], crop))).toMatchObject({
    crop: { left: 20, top: 16, width: 610, height: 340 },
    pixelAspect: 1,
  });
  expect((await firstOf(track('video', [], [...crop, ...shown])))?.pixelAspect).toBe(2);
});

test.each([
  [0, 718, 360, 718 / 640],
  [3, 4, 3, 0.75],
  [1, 8, 6, 0.75],
  [4, 4, 3, null],
])('a display size in unit %d, %dx%d, is a pixel aspect of %s', async (unit, width, height, aspect) => {
  const shown = [number('54b2', unit), number('54b0', width), number('54ba', height)];

  expect((await firstOf(track('video', [], shown)))?.pixelAspect ?? null).toEqual(aspect);
});

test('tracks behind the pictures are found where the directory says, and else not', async () => {
  const tracks = big('1654ae6b', track('video', []));
  const cluster = big('1f43b675', Buffer.alloc(40));
  const seekHead = (position: number) =>
    big(
      '114d9b74',
      element('4dbb', element('53ab', Buffer.from('1654ae6b', 'hex')), number('53ac', position)),
    );
  const position = seekHead(0).length + cluster.length;

  expect(await read(seekHead(position), cluster, tracks)).toHaveLength(1);
  expect(await read(cluster, tracks)).toBeNull();
});

test('a track whose frames are in a cipher says so, and one whose frames are compressed does not', async () => {
  const encodings = (id: string) =>
    element('6d80', element('6240', number('5031', 0), element(id, number('47e1', 5))));

  expect((await firstOf(track('video', [encodings('5035')])))?.encrypted).toBe(true);
  expect((await firstOf(track('video', [encodings('5034')])))?.encrypted).toBe(false);
});
