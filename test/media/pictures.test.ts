import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../lab/support/clip.ts';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { setDisplayMatrix } from '../fixtures/displayMatrix.ts';
import { encodeFile } from '../fixtures/encodeFile.ts';
import { film as fast } from '../fixtures/smallPresets.ts';

const usual = (await choosePresets(['720p'])).get('720p') as VideoPreset;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-pictures-'));
});

const clip = (name: string, source: string, codec: string | undefined, args: string[]) =>
  makeClip(join(folder, name), { source, audio: false, ...(codec && { codec }), args });

/** The first frame's pixel at a place, as a screen shows it. */
async function pixel(path: string, across = 0.5, down = 0.5): Promise<number[]> {
  const crop = `crop=2:2:iw*${across}-1:ih*${down}-1`;
  const raw = ['-frames:v', '1', '-vf', `${crop},format=rgb24`, '-f', 'rawvideo', '-'];
  return [...(await ffmpeg(['-i', path, ...raw])).subarray(0, 3)];
}

/** Luma of the first frame's left and right half, as it is stored. */
async function storedLuma(path: string): Promise<[number, number]> {
  const raw = ['-frames:v', '1', '-vf', 'crop=64:2:0:0', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'];
  const [left, right] = await Promise.all(
    ['0', 'iw-64'].map(x => ffmpeg(['-i', path, ...raw.map(word => word.replace(':0:0', `:${x}:0`))])),
  );
  return [left?.[20] ?? 0, right?.[20] ?? 0];
}

/** How many frames look progressive, of all, by ffmpeg's own detector. */
async function progressiveShare(path: string): Promise<number> {
  const args = ['-hide_banner', '-nostdin', '-noautorotate', '-i', path, '-vf', 'idet', '-f', 'null', '-'];
  const { stderr } = await promisify(execFile)(findFfmpeg(process.env), args);
  // From version 7 on, ffmpeg prints the counts of a filter that saw nothing first.
  const counts = stderr.matchAll(/Multi frame detection: TFF: *(\d+) BFF: *(\d+) Progressive: *(\d+)/g);
  const [tff = 0, bff = 0, progressive = 0] = [...counts].at(-1)?.slice(1).map(Number) ?? [];
  return progressive / (tff + bff + progressive);
}

test.each([
  ['ProRes 4444', 'a.mov', 'yuva444p10le', ['-profile:v', '4', '-pix_fmt', 'yuva444p10le'], 'prores_ks'],
  ['VP9', 'a.webm', 'yuva420p', ['-pix_fmt', 'yuva420p', '-cpu-used', '8'], 'libvpx-vp9'],
  ['VP8', 'b.webm', 'yuva420p', ['-pix_fmt', 'yuva420p', '-auto-alt-ref', '0'], 'libvpx'],
  ['Animation', 'b.mov', 'argb', ['-pix_fmt', 'argb'], 'qtrle'],
])('half see-through red in %s is shown on black', async (_, name, format, args, codec) => {
  const source = `color=c=red@0.5:size=320x180:rate=25:duration=0.2,format=${format}`;
  const { path, plan } = await encodeFile(await clip(name, source, codec, args), fast);

  const [red = 0, green = 255, blue = 255] = await pixel(path);

  expect(red).toBeGreaterThan(118);
  expect(red).toBeLessThan(138);
  expect(Math.max(green, blue)).toBeLessThan(12);
  expect(plan.decisions.find(({ what }) => what === 'colour')?.choice).toContain('on black');
});

test('opaque ProRes 4444 keeps its colours', async () => {
  const source = 'color=c=red:size=320x180:rate=25:duration=0.2';
  const args = ['-profile:v', '4', '-pix_fmt', 'yuv444p10le'];
  const { path } = await encodeFile(await clip('opaque.mov', source, 'prores_ks', args), fast);

  expect((await pixel(path))[0]).toBeGreaterThan(245);
});

test.each([
  // Of 255: black, graphics white (203 nits: 58 % in PQ, 75 % in HLG, ITU-R BT.2408), and far above it.
  ['PQ', 'smpte2084', [0, 0x94, 0xc0]],
  ['HLG', 'arib-std-b67', [0, 0xbf, 0xf0]],
])(
  '%s: black stays black, white is white and not grey, highlights are brighter still',
  async (name, curve, codes) => {
    const seen: number[] = [];
    for (const code of codes) {
      const grey = `0x${code.toString(16).padStart(2, '0').repeat(3)}`;
      const source = `color=c=${grey}:size=320x180:rate=25:duration=0.1`;
      const params = `log-level=none:colorprim=bt2020:transfer=${curve}:colormatrix=bt2020nc`;
      const args = ['-x265-params', params, '-pix_fmt', 'yuv420p10le'];
      const { path } = await encodeFile(await clip(`${name}${code}.mp4`, source, 'libx265', args), fast);
      seen.push((await pixel(path))[1] ?? 0);
    }
    const [black = 255, white = 0, brightest = 0] = seen;

    expect(black).toBeLessThan(8);
    expect(white).toBeGreaterThan(190);
    expect(white).toBeLessThan(225);
    expect(brightest).toBeGreaterThan(240);
  },
);

test('full-range black and white become 16 and 235', async () => {
  const halves =
    'color=c=black:size=160x180:rate=25:duration=0.2[a];color=c=white:size=160x180:rate=25:duration=0.2[b];[a][b]hstack';
  const args = ['-pix_fmt', 'yuvj420p', '-q:v', '2'];
  const { path, output } = await encodeFile(await clip('full.mov', halves, 'mjpeg', args), fast);

  const [black, white] = await storedLuma(path);

  expect(Math.abs(black - 16)).toBeLessThanOrEqual(2);
  expect(Math.abs(white - 235)).toBeLessThanOrEqual(2);
  expect(output.video?.fullRange).toBe(false);
});

test('interlaced video that lies on its side is deinterlaced along its own rows', async () => {
  const source = 'testsrc2=size=720x576:rate=50:duration=1,interlace=scan=tff';
  const input = await clip('side.mp4', source, undefined, ['-flags', '+ilme+ildct', '-x264opts', 'tff=1']);
  await setDisplayMatrix(input, 90, { w: 720, h: 576 });

  const { path, plan } = await encodeFile(input, fast);
  const back = join(folder, 'back.mp4');
  await ffmpeg(['-i', path, '-vf', 'transpose=cclock', '-preset', 'ultrafast', '-qp', '4', back]);

  expect(plan.video).toMatchObject({ width: 576, height: 720, deinterlace: true });
  expect(await progressiveShare(input)).toBeLessThan(0.1);
  expect(await progressiveShare(back)).toBe(1);
});

/** Film, soft enough between its rows for combs to stand out. */
const FILM = 'testsrc2=size=640x480:rate=24000/1001:duration=2,gblur=sigma=2';
const PULLDOWN = 'telecine=first_field=top:pattern=23,setfield=tff';

let shot: Promise<string> | undefined;
const filmAsShot = () => (shot ??= clip('film.mp4', FILM, undefined, ['-qp', '4']));

/** The worst frame's likeness to the film as it was shot, dB, each of its frames shown until the next one. */
async function likenessToFilm(path: string, film: string): Promise<number> {
  const report = join(folder, 'psnr.txt');
  const graph = `[1:v]fps=30000/1001[film];[0:v]fps=30000/1001[made];[made][film]psnr=stats_file=${report}`;
  await ffmpeg(['-i', path, '-i', film, '-lavfi', graph, '-f', 'null', '-']);
  const figures = [...(await readFile(report, 'utf8')).matchAll(/psnr_y:(\S+)/g)].map(([, db]) => Number(db));
  expect(figures.length).toBeGreaterThan(40);
  return Math.min(...figures);
}

test.each([
  ['MPEG-2', 'telecine.mpg', ['-flags', '+ilme+ildct', '-top', '1', '-b:v', '8M']],
  ['H.264', 'telecine.mp4', ['-flags', '+ilme+ildct', '-top', '1', '-qp', '12']],
  // Of a stream like this one, as all but the fastest encodes are, MediaInfo does not tell how it was scanned.
  [
    'H.264 with B-frames',
    'frames.mp4',
    ['-preset', 'medium', '-flags', '+ilme+ildct', '-top', '1', '-qp', '12'],
  ],
])('film telecined in %s keeps its rate and comes out without combs', async (_, name, args) => {
  const film = await filmAsShot();
  const input = await clip(name, `${FILM},${PULLDOWN}`, undefined, args);

  const { path, plan } = await encodeFile(input, usual);

  expect(plan.video).toMatchObject({ deinterlace: true, fps: { num: 30_000, den: 1001 } });
  expect(await progressiveShare(input)).toBeLessThan(0.1);
  expect(await progressiveShare(path)).toBe(1);
  expect(await likenessToFilm(input, film)).toBeLessThan(34);
  expect(await likenessToFilm(path, film)).toBeGreaterThan(40);
});

test('film that only asks to be telecined (soft pulldown) is left as it was shot', async () => {
  const film = await filmAsShot();
  const params = 'pulldown=32:fake-interlaced=1';
  const input = await clip('soft.mp4', FILM, undefined, ['-x264-params', params, '-qp', '12']);

  const { path, plan } = await encodeFile(input, usual);

  expect(plan.video.fps).toEqual({ num: 24_000, den: 1001 });
  expect(await progressiveShare(path)).toBe(1);
  expect(await likenessToFilm(path, film)).toBeGreaterThan(40);
});
