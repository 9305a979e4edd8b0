import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg } from '../../../../lab/support/clip.ts';
import { ffmpegVersion } from '../../../../media/build/ffmpegVersion.ts';
import { findFfmpeg } from '../../../../media/build/findFfmpeg.ts';
import { encodeFile } from '../../../fixtures/encodeFile.ts';
import { film as preset } from '../../../fixtures/smallPresets.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-fit-'));
});

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '12', '-pix_fmt', 'yuv420p'];
const X265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'];
const MPEG2 = ['-c:v', 'mpeg2video', '-b:v', '4M'];
const INTERLACED = ['-flags', '+ilme+ildct', '-x264opts', 'tff=1'];

interface Part {
  size: string;
  sar?: string;
  frames: number;
}

/** White all over, so that what is not white is a bar. */
async function parts(name: string, rate: number, shapes: Part[], args: string[], muxer = 'mpegts') {
  let at = 0;
  const files: string[] = [];
  for (const [index, { size, sar = '1', frames }] of shapes.entries()) {
    const file = `${name}.${index}`;
    const source = `color=white:size=${size}:rate=${rate},setsar=${sar}`;
    const offset = muxer === 'mpegts' ? ['-output_ts_offset', String(at)] : [];
    await ffmpeg(
      [...['-f', 'lavfi', '-i', source, '-frames:v', String(frames)], ...args, ...offset, '-f', muxer, file],
      folder,
    );
    files.push(file);
    at += frames / rate;
  }
  return files;
}

/** As broadcasts are recorded: one transport stream after another, their clock going on. */
async function joined(name: string, rate: number, shapes: Part[], args: string[]): Promise<string> {
  const files = await parts(name, rate, shapes, args);
  const bytes = await Promise.all(files.map(file => readFile(join(folder, file))));
  await writeFile(join(folder, `${name}.ts`), Buffer.concat(bytes));
  return join(folder, `${name}.ts`);
}

/** As a live stream is written: its packets one after another under the first part's header. */
async function concatenated(
  name: string,
  rate: number,
  shapes: Part[],
  args: string[],
  muxer: string,
  out: string[],
) {
  const list = join(folder, `${name}.txt`);
  const files = await parts(name, rate, shapes, args, muxer);
  await writeFile(list, files.map(file => `file ${file}\n`).join(''));
  await ffmpeg(['-f', 'concat', '-i', list, '-c', 'copy', ...out, join(folder, name)]);
  return join(folder, name);
}

interface Picture {
  /** Of the frame's width and height, that is white. */
  across: number;
  down: number;
}

/** How much of each frame the picture takes up, through its middle. */
async function picturesOf(path: string): Promise<Picture[]> {
  const side = 96;
  const raw = await ffmpeg([
    '-i',
    path,
    '-vf',
    `scale=${side}:${side}:flags=neighbor,format=gray`,
    '-f',
    'rawvideo',
    '-',
  ]);
  const white = (count: number, place: (at: number) => number) =>
    Array.from({ length: count }, (_, at) => raw[place(at)] ?? 0).filter(luma => luma > 128).length / count;
  return Array.from({ length: raw.length / side ** 2 }, (_, frame) => {
    const start = frame * side ** 2;
    return {
      across: white(side, at => start + (side / 2) * side + at),
      down: white(side, at => start + at * side + side / 2),
    };
  });
}

const [WIDE, TALL] = ['320x180', '180x320'];
const turned = (frames = 20): Part[] => [WIDE, TALL, WIDE].map(size => ({ size, frames }));
/** A 9:16 picture in a 16:9 frame. */
const NARROW = (9 / 16) ** 2;
const SIXTEEN_NINTHS = { sar: '64/45', size: '360x288' };
const FOUR_THIRDS = { sar: '16/15', size: '360x288' };

/** `lost`: the most frames that the decoder itself drops where the stream changes. */
async function expectShapes(input: string, frames: number[], shapes: [number, number][], lost = 0) {
  const total = frames.reduce((sum, count) => sum + count);
  const { path, output } = await encodeFile(input, preset);
  const pictures = await picturesOf(path);

  expect(output.video?.frameCount).toBeGreaterThanOrEqual(total - lost);
  expect(pictures.length).toBeGreaterThanOrEqual(total - lost);
  expect(pictures.length).toBeLessThanOrEqual(total);
  let at = 0;
  for (const [index, count] of frames.entries()) {
    const [across, down] = shapes[index] ?? [];
    for (const picture of pictures.slice(at + lost, at + count - lost)) {
      expect([index, picture.across]).toEqual([index, expect.closeTo(across ?? 0, 1)]);
      expect([index, picture.down]).toEqual([index, expect.closeTo(down ?? 0, 1)]);
    }
    at += count;
  }
}

const TURNS: [number, number][] = [
  [1, 1],
  [NARROW, 1],
  [1, 1],
];

test.each<[string, string, string[], string, string[]]>([
  [
    'VP8 in WebM',
    'turned.webm',
    ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'],
    'webm',
    [],
  ],
  ['H.264 in Matroska', 'turned.mkv', [...X264, '-bsf:v', 'dump_extra'], 'matroska', []],
  ['H.264 in FLV', 'turned.flv', [...X264, '-bsf:v', 'dump_extra'], 'flv', []],
  [
    'HEVC in a fragmented MP4',
    'turned.mp4',
    [...X265, '-bsf:v', 'dump_extra', '-tag:v', 'hev1'],
    'mp4',
    ['-tag:v', 'hev1', '-movflags', 'frag_keyframe+empty_moov'],
  ],
])(
  'a phone turned while it streams, %s: each picture whole, every frame once',
  async (_, name, args, muxer, out) => {
    const input = await concatenated(name, 30, turned(), args, muxer, out);

    await expectShapes(input, [20, 20, 20], TURNS);
  },
);

test.each<[string, string[], number?]>([
  ['H.264', X264],
  // x265's parts overlap by a picture where they meet, as they are timed here.
  ['HEVC', X265, 2],
  ['interlaced H.264', [...X264, ...INTERLACED]],
])('a phone turned in a transport stream of %s', async (name, args, lost) => {
  const input = await joined(name.replaceAll(' ', ''), 25, turned(), args);

  await expectShapes(input, [20, 20, 20], TURNS, lost);
});

/** Version 7 gives all pictures of a stream the first one's shape; of MPEG-2 it is read from the stream. */
const SEES_SHAPES = ffmpegVersion(findFfmpeg(process.env))?.startsWith('5');

test.each<[string, string, number, string[], number?]>([
  // ffmpeg's decoder holds a frame back, and drops it where another sequence begins.
  ['MPEG-2', 'advert', 25, MPEG2, 2],
  ['interlaced MPEG-2', 'advert-i', 25, [...MPEG2, '-flags', '+ilme+ildct'], 2],
  ...(SEES_SHAPES ? [['H.264', 'advert-h', 30, X264] as [string, string, number, string[]]] : []),
])('an advert in 4:3 within a film in 16:9, %s', async (_, name, rate, args, lost) => {
  const shapes = [SIXTEEN_NINTHS, FOUR_THIRDS, SIXTEEN_NINTHS].map(part => ({ ...part, frames: 20 }));
  const input = await joined(name, rate, shapes, args);

  await expectShapes(
    input,
    [20, 20, 20],
    [
      [1, 1],
      [3 / 4, 1],
      [1, 1],
    ],
    lost,
  );
});

test('other sizes of the same shape, as adaptive streams have them, fill the frame', async () => {
  const sizes = ['640x360', '320x180', '854x480', '426x240'];
  const input = await joined(
    'steps',
    30,
    sizes.map(size => ({ size, frames: 10 })),
    X264,
  );

  await expectShapes(
    input,
    [10, 10, 10, 10],
    sizes.map(() => [1, 1]),
  );
});

test.each(['322x182', '426x240', '854x480', '130x240', '64x36', '66x18'])(
  'a picture of %s that stays as it is gets no bar from rounding',
  async size => {
    const input = join(folder, `odd-${size}.mp4`);
    await ffmpeg(['-f', 'lavfi', '-i', `color=white:size=${size}:rate=25:duration=0.2`, ...X264, input]);
    const low = { ...preset, height: 16 };
    for (const one of [preset, low]) {
      const { path } = await encodeFile(input, one);
      const raw = await ffmpeg(['-i', path, '-frames:v', '1', '-vf', 'format=gray', '-f', 'rawvideo', '-']);
      expect(raw.reduce((least, luma) => Math.min(least, luma), 255)).toBeGreaterThan(200);
    }
  },
);
