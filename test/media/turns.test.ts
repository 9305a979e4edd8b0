import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg } from '../../lab/support/clip.ts';
import { cornersOf, quarters } from '../../lab/support/corners.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { contentAt, element, words } from '../fixtures/boxes.ts';
import { encodeFile } from '../fixtures/encodeFile.ts';
import { tellPicture } from '../fixtures/matroska.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;

/** A film with black around it that is not to be seen, pixels. */
const EDGES = { left: 30, right: 10, top: 8, bottom: 24 };
const SEEN = { width: 320, height: 192 };
const ONE = 0x10000;
/** How far into `mvhd`'s content the matrix stands (ISO 14496-12, version 0). */
const MATRIX_AT = 36;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-turns-'));
});

const number = (id: string, value: number) => element(id, Buffer.from([value >> 8, value & 0xff]));
const degrees = (id: string, value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
};
const posed = (yaw: number, roll: number) =>
  element('7670', number('7671', 0), degrees('7673', yaw), degrees('7675', roll));
const cropped = Buffer.concat([
  number('54cc', EDGES.left),
  number('54dd', EDGES.right),
  number('54bb', EDGES.top),
  number('54aa', EDGES.bottom),
]);
const shown = (width: number, height: number) => [number('54b0', width), number('54ba', height)];

async function make(name: string, graph: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const path = join(folder, name);
  await ffmpeg(['-f', 'lavfi', '-i', graph, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-qp', '10', path]);
  await writeFile(path, change(await readFile(path)));
  return path;
}

/** Size, quarters, and whether the very corners are of the film. */
async function lookOf(path: string) {
  const { path: made, plan } = await encodeFile(path, preset);
  const { width, height } = plan.video;
  const grey = await ffmpeg(['-i', made, '-frames:v', '1', '-pix_fmt', 'gray', '-f', 'rawvideo', '-']);
  const corners = [0, width - 1, (height - 1) * width, height * width - 1].map(at => grey[at] ?? 0);
  const isFilm = corners.every(luma => luma > 16);
  return { size: `${width}x${height}`, quarters: (await cornersOf(made, plan.video)).join(' '), isFilm };
}

test.each([
  [0, 0, '320x192', 'red lime blue white'],
  [0, 90, '192x320', 'lime white red blue'],
  [0, -90, '192x320', 'blue red white lime'],
  [0, 180, '320x192', 'white blue lime red'],
  [180, 0, '320x192', 'lime red white blue'],
  [180, 90, '192x320', 'red blue lime white'],
  [180, -90, '192x320', 'white lime blue red'],
])(
  'Matroska seen at yaw %d and rolled by %d is cropped and upright',
  async (yaw, roll, size, quartersSeen) => {
    const { width, height } = SEEN;
    const around = `pad=${width + EDGES.left + EDGES.right}:${height + EDGES.top + EDGES.bottom}:${EDGES.left}:${EDGES.top}`;
    const path = await make(`${yaw}${roll}.mkv`, `${quarters(width, height, 0.4)},${around}`, bytes =>
      tellPicture(bytes, Buffer.concat([cropped, posed(yaw, roll)])),
    );

    expect(await lookOf(path)).toEqual({ size, quarters: quartersSeen, isFilm: true });
  },
);

test.each([
  ['in its own pixels', 320, 192, '320x192'],
  ['in half as many', 640, 192, '640x192'],
])('what is cropped and has a display size %s keeps it', async (_, width, height, size) => {
  const around = `pad=360:224:${EDGES.left}:${EDGES.top}`;
  const path = await make(`shown${width}.mkv`, `${quarters(320, 192, 0.4)},${around}`, bytes =>
    tellPicture(bytes, Buffer.concat([cropped, ...shown(width, height)]), ['54b0', '54ba', '54b2']),
  );

  expect(await lookOf(path)).toEqual({ size, quarters: 'red lime blue white', isFilm: true });
});

test.each([
  [718, 360, '720x360'],
  [720, 358, '720x360'],
  [960, 360, '960x360'],
])('a display size of %dx%d is rounding or meant: %s', async (width, height, size) => {
  const path = await make(`round${width}${height}.mkv`, quarters(720, 360, 0.4), bytes =>
    tellPicture(bytes, Buffer.concat(shown(width, height)), ['54b0', '54ba', '54b2']),
  );

  expect((await lookOf(path)).size).toBe(size);
});

test.each([
  ['turned.mp4', [0, ONE, 0, -ONE, 0], '180x320', 'blue red white lime'],
  ['over.mov', [-ONE, 0, 0, 0, -ONE], '320x180', 'white blue lime red'],
  ['mirrored.mp4', [-ONE, 0, 0, 0, ONE], '320x180', 'lime red white blue'],
])(
  '%s, by the matrix of the movie and not of the track, is upright',
  async (name, matrix, size, quartersSeen) => {
    const path = await make(name, quarters(320, 180, 0.4), bytes => {
      words(...matrix).copy(bytes, contentAt(bytes, 'mvhd') + MATRIX_AT);
      return bytes;
    });

    expect(await lookOf(path)).toEqual({ size, quarters: quartersSeen, isFilm: true });
  },
);
