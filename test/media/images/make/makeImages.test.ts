import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../../../lab/support/clip.ts';
import { cornersOf, quarters } from '../../../../lab/support/corners.ts';
import { findFfmpeg } from '../../../../media/build/findFfmpeg.ts';
import { makeImages } from '../../../../media/images/make/makeImages.ts';
import { imageBudget } from '../../../../media/images/plan/imageBudget.ts';
import { planImages } from '../../../../media/images/plan/planImages.ts';
import { probeFile } from '../../../../media/probe/probeFile.ts';
import { runWatchedFfmpeg } from '../../../../media/run/runWatchedFfmpeg.ts';
import { setDisplayMatrix } from '../../../fixtures/displayMatrix.ts';
import { makeFrom, preset } from '../makeFrom.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-images-'));
});

/** The mean colour of a picture. */
async function meanOf(path: string): Promise<number[]> {
  const scale = ['-vf', 'scale=1:1:flags=area', '-pix_fmt', 'rgb24'];
  return [...(await ffmpeg(['-i', path, ...scale, '-frames:v', '1', '-f', 'rawvideo', '-']))];
}

test('where the frame asked for is black, the nearest that is not is taken, and the reason says so', async () => {
  const source =
    'color=black:size=320x240:rate=25:duration=3[a];testsrc2=size=320x240:rate=25:duration=7[b];[a][b]concat';
  const input = await makeClip(join(folder, 'intro.mp4'), { source, audio: false });

  const { images } = await makeFrom(input, { at: [{ seconds: 1 }, { seconds: 6 }] });

  expect(images[0]).toMatchObject({ askedSeconds: 1, reason: expect.stringMatching(/is black/) });
  expect(images[0]?.seconds).toBeGreaterThanOrEqual(3);
  expect(images[0]?.seconds).toBeLessThan(3.5);
  expect(images[1]).toMatchObject({ seconds: 6, reason: 'as asked' });
});

test('a video that is black throughout still gives an image', async () => {
  const source = 'color=black:size=320x240:rate=25:duration=2';
  const input = await makeClip(join(folder, 'black.mp4'), { source, audio: false });

  const { images } = await makeFrom(input);

  expect(images).toMatchObject([{ name: '0001-160.jpg', reason: expect.stringMatching(/all black/) }]);
});

test.each([
  [90, 'blue red white lime', 160, 284],
  [180, 'white blue lime red', 160, 90],
  [270, 'lime white red blue', 160, 284],
] as const)(
  'a source to be turned %s gives upright images and tiles',
  async (turn, corners, width, height) => {
    const input = join(folder, `turn-${turn}.mp4`);
    await makeClip(input, { source: quarters(320, 180, 1), audio: false });
    await setDisplayMatrix(input, turn, { w: 320, h: 180 });

    const { images, pathOf } = await makeFrom(input, { sprite: { columns: 1, width: 160, count: 1 } });

    expect(images).toHaveLength(2);
    for (const image of images) {
      expect(image).toMatchObject({ width, height });
      expect((await cornersOf(pathOf(image.name), image)).join(' ')).toBe(corners);
    }
  },
);

test.each(['jpeg', 'webp'] as const)('colours in %s are those of the video, by their tags', async format => {
  // One colour in BT.709 and limited range, where BT.601 or full range would show another.
  const tags = ['-colorspace', 'bt709', '-color_trc', 'bt709', '-color_primaries', 'bt709'];
  const source =
    'color=c=0x3090d0:size=1280x720:rate=5:duration=1,format=gbrp,scale=out_color_matrix=bt709,format=yuv420p,drawbox=w=2:h=2:c=white:t=fill';
  const input = await makeClip(join(folder, `colour-${format}.mp4`), { source, audio: false, args: tags });

  const { images, pathOf } = await makeFrom(input, { format });

  const [red = 0, green = 0, blue = 0] = await meanOf(pathOf(images[0]?.name ?? ''));
  expect(Math.abs(red - 0x30)).toBeLessThan(6);
  expect(Math.abs(green - 0x90)).toBeLessThan(6);
  expect(Math.abs(blue - 0xd0)).toBeLessThan(6);
});

test('a high dynamic range source is tone-mapped: its white is bright, its red is red', async () => {
  const hdr = 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc';
  // PQ code 0.58 is about 203 nits: the white that graphics have in HDR (ITU-R BT.2408).
  const source =
    "color=white:size=320x180:rate=10:duration=1,format=gbrp10le,geq=r='593':g='if(lt(X,160),593,0)':b='if(lt(X,160),593,0)',scale=out_color_matrix=bt2020,format=yuv420p10le";
  const input = join(folder, 'pq.mp4');
  await ffmpeg([
    ...['-f', 'lavfi', '-i', source, '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4'],
    ...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
    ...['-x264-params', hdr, input],
  ]);

  const { images, pathOf } = await makeFrom(input);

  const name = images[0]?.name ?? '';
  const picture = await ffmpeg(['-i', pathOf(name), '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']);
  const at = (x: number) => [...picture.subarray(3 * (45 * 160 + x), 3 * (45 * 160 + x) + 3)];
  const [red = 0, green = 0, blue = 0] = at(120);
  expect(Math.min(...at(40))).toBeGreaterThan(150);
  expect(red).toBeGreaterThan(100);
  expect(Math.max(green, blue)).toBeLessThan(60);
});

test('100 % is the last frame, and a video of one frame has one image', async () => {
  const clip = await makeClip(join(folder, 'end.mp4'), { rate: 25, seconds: 2 });
  const one = await makeClip(join(folder, 'one.mp4'), { audio: false, args: ['-frames:v', '1'] });

  expect((await makeFrom(clip, { at: [{ percent: 100 }] })).images).toMatchObject([{ seconds: 1.96 }]);
  expect((await makeFrom(one, { at: [{ percent: 10 }, { percent: 95 }] })).images).toHaveLength(1);
});

test('each tile of a sheet shows its own stretch of time, where the map says it lies', async () => {
  const scene = (colour: string) => `color=${colour}:size=320x240:rate=25:duration=2`;
  const source = `${scene('red')}[a];${scene('lime')}[b];${scene('blue')}[c];[a][b][c]concat=n=3`;
  const input = await makeClip(join(folder, 'scenes.mp4'), { source, audio: false });

  const { images, pathOf } = await makeFrom(input, { sprite: { columns: 2, width: 160, everySeconds: 2 } });

  expect(images.at(-1)).toMatchObject({ role: 'sprite', name: 'sprite.jpg', width: 320, height: 240 });
  const map = await readFile(pathOf('sprite.vtt'), 'utf8');
  expect(map).toContain('00:00:04.000 --> 00:00:06.000\nsprite.jpg#xywh=0,120,160,120');
  const size = { width: 320, height: 240 };
  expect((await cornersOf(pathOf('sprite.jpg'), size)).slice(0, 3)).toEqual(['red', 'lime', 'blue']);
});

/** Three scenes of two seconds: red, lime, blue. */
const SCENES = ['red', 'lime', 'blue']
  .map((colour, index) => `color=${colour}:size=320x240:rate=25:duration=2[s${index}];`)
  .join('')
  .concat('[s0][s1][s2]concat=n=3');

test.each([
  ['with one key frame, so that one decoding takes all', ['-g', '1000', '-keyint_min', '1000'], 1],
  ['with a key frame every tenth of a second, so that each is sought', ['-g', '2'], 3],
])('tiles of a film %s are the same', async (_, args, runs) => {
  const input = join(folder, `keys-${runs}.mp4`);
  // Large enough for decoding to cost something.
  await makeClip(input, {
    source: `${SCENES},scale=1920:1080`,
    audio: false,
    args: [...args, '-sc_threshold', '0'],
  });
  const asked: string[][] = [];

  const { pathOf } = await makeFrom(
    input,
    { sprite: { columns: 2, width: 160, everySeconds: 2 } },
    { asked },
  );

  expect(asked.filter(args => /tile-.*png$/.test(args.at(-1) ?? ''))).toHaveLength(runs);
  const size = { width: 320, height: 180 };
  expect((await cornersOf(pathOf('sprite.jpg'), size)).slice(0, 3)).toEqual(['red', 'lime', 'blue']);
});

test('every run of ffmpeg has a bound on what it may write', async () => {
  const input = await makeClip(join(folder, 'bounded.mp4'), { size: '640x480', audio: false });
  const plan = planImages(await probeFile(input), preset);
  const bin = findFfmpeg(process.env);
  const bounds: number[] = [];
  const work = {
    folder: await mkdtemp(join(folder, 'bounded-')),
    input,
    run: (args: string[], more: { fileBytes?: number } = {}) => {
      bounds.push(more.fileBytes ?? Number.POSITIVE_INFINITY);
      return runWatchedFfmpeg({ bin, args, cwd: work.folder, deadlineMs: 30_000, ...more });
    },
    onIncomplete: 'make' as const,
    progressSeconds: 1,
    onProgress: () => {},
  };

  await makeImages(plan, work, () => plan);

  // The first measures the source, with the bound that a video's measuring has.
  const [measuring = Number.POSITIVE_INFINITY, ...others] = bounds;
  expect(measuring).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(others.length).toBeGreaterThan(3);
  expect(Math.max(...others)).toBe(imageBudget(plan));
  expect(imageBudget(plan)).toBeLessThan(32 * 1024 * 1024);
});

test('a mirrored source gives mirrored images', async () => {
  const input = join(folder, 'mirrored.mp4');
  await makeClip(input, { source: quarters(320, 180, 1), audio: false });
  await setDisplayMatrix(input, 'mirror', { w: 320, h: 180 });

  const { images, pathOf } = await makeFrom(input, { sprite: { columns: 1, width: 160, count: 1 } });

  for (const image of images) {
    expect((await cornersOf(pathOf(image.name), image)).join(' ')).toBe('lime red white blue');
  }
});

test('half see-through red gives images of it on black', async () => {
  const input = await makeClip(join(folder, 'alpha.webm'), {
    source: 'color=c=red@0.5:size=320x180:rate=25:duration=0.4,format=yuva420p',
    codec: 'libvpx-vp9',
    audio: false,
    args: ['-pix_fmt', 'yuva420p'],
  });

  const { images, pathOf } = await makeFrom(input);

  const [red = 0, green = 255, blue = 255] = await meanOf(pathOf(images[0]?.name ?? ''));
  expect(red).toBeGreaterThan(112);
  expect(red).toBeLessThan(144);
  expect(Math.max(green, blue)).toBeLessThan(16);
});

test('an interlaced source gives images without combs', async () => {
  // A black and white edge that runs: in each frame the two fields have it at different places.
  const edge =
    "color=black:size=640x480:rate=50:duration=1,format=gray,geq=lum='if(gt(mod(X+8*N\\,128)\\,64)\\,235\\,16)'";
  const input = await makeClip(join(folder, 'fields.mp4'), {
    source: `${edge},format=yuv420p,interlace=scan=tff:lowpass=off`,
    audio: false,
    args: ['-flags', '+ilme+ildct', '-top', '1'],
  });

  const { images, pathOf } = await makeFrom(input, { widths: [640] });

  const still = pathOf(images[0]?.name ?? '');
  const combed = join(folder, 'combed.png');
  await ffmpeg(['-ss', '0.5', '-i', input, '-frames:v', '1', combed]);
  expect(await unlikeRows(combed)).toBeGreaterThan(20);
  expect(await unlikeRows(still)).toBeLessThan(4);
});

/** The mean difference between neighbouring rows of a picture, of 255: combs make it large where edges stand upright. */
async function unlikeRows(path: string): Promise<number> {
  const gray = await ffmpeg(['-i', path, '-vf', 'format=gray', '-frames:v', '1', '-f', 'rawvideo', '-']);
  const width = 640;
  const rows = gray.length / width;
  let sum = 0;
  for (let at = width; at < gray.length; at += 1) sum += Math.abs((gray[at] ?? 0) - (gray[at - width] ?? 0));
  return sum / (width * (rows - 1));
}

test('HLG is tone-mapped too: its white is bright', async () => {
  const input = join(folder, 'hlg.mp4');
  // 75 % of HLG's signal is graphics white (ITU-R BT.2408).
  const source = 'color=c=0xbfbfbf:size=320x180:rate=10:duration=1';
  const params = 'log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc';
  const encode = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', params];
  await ffmpeg(['-f', 'lavfi', '-i', source, ...encode, '-pix_fmt', 'yuv420p10le', input]);

  const { plan, images, pathOf } = await makeFrom(input);

  expect(plan.decisions.find(({ what }) => what === 'colour')?.choice).toContain('tone-mapped');
  const white = await meanOf(pathOf(images[0]?.name ?? ''));
  expect(Math.min(...white)).toBeGreaterThan(185);
  expect(Math.max(...white)).toBeLessThan(232);
});

test('a Matroska file whose times begin below zero gives the frames asked for, by their number', async () => {
  const input = join(folder, 'below-zero.mkv');
  const pattern = ['-f', 'lavfi', '-i', SCENES, '-output_ts_offset', '-2.5'];
  await ffmpeg([
    ...pattern,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-avoid_negative_ts',
    'disabled',
    input,
  ]);

  const { images, pathOf } = await makeFrom(input, {
    at: [{ seconds: 1 }, { seconds: 5 }],
    sprite: { columns: 3, width: 160, count: 3 },
  });

  expect(images.slice(0, 2)).toMatchObject([{ seconds: 1 }, { seconds: 5 }]);
  const [first, second] = await Promise.all(images.slice(0, 2).map(({ name }) => meanOf(pathOf(name))));
  expect(first?.[0]).toBeGreaterThan(200);
  expect(second?.[2]).toBeGreaterThan(200);
  expect((await cornersOf(pathOf('sprite.jpg'), { width: 480, height: 120 })).slice(0, 2)).toEqual([
    'red',
    'blue',
  ]);
});
