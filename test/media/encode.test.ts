import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../lab/support/clip.ts';
import { cornersOf, quarters } from '../../lab/support/corners.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { setDisplayMatrix } from '../fixtures/displayMatrix.ts';
import { encodeFile } from '../fixtures/encodeFile.ts';
import { film } from '../fixtures/smallPresets.ts';

const presets = (await choosePresets(['720p', '1080p'])) as Map<string, VideoPreset>;
const usual = presets.get('720p') as VideoPreset;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-encode-'));
});

/** As encodeFile, with the 720p preset at x264's fastest speed unless told otherwise. */
const encode = (input: string, preset = film) => encodeFile(input, preset);

test.each(['mp4', 'mov', 'mkv', 'webm', 'avi', 'ts', 'flv', 'wmv', '3gp', 'mpg', 'm4v'])(
  'a .%s file comes out as an MP4 that plays at once',
  async extension => {
    const input = await makeClip(join(folder, `a.${extension}`), { rate: 25 });

    const { output } = await encode(input);

    expect(output).toMatchObject({
      container: 'mp4',
      faststart: true,
      video: { codec: 'h264', width: 320, height: 240, fps: 25, rotation: 0 },
      audio: { codec: 'aac', channels: 2, sampleRateHz: 48_000 },
    });
    expect(output.video?.durationSeconds).toBeCloseTo(1, 0);
  },
);

describe('orientation, measured on the picture', () => {
  test.each([
    [90, 'blue red white lime', '180x320'],
    [180, 'white blue lime red', '320x180'],
    [270, 'lime white red blue', '180x320'],
    ['mirror', 'lime red white blue', '320x180'],
  ] as const)('a source to be turned %s is upright, with no rotation left', async (turn, corners, size) => {
    const input = join(folder, `turn-${turn}.mp4`);
    await makeClip(input, { source: quarters(320, 180, 1), audio: false });
    await setDisplayMatrix(input, turn, { w: 320, h: 180 });

    const { path, plan, output } = await encode(input);

    expect(`${plan.video.width}x${plan.video.height}`).toBe(size);
    expect((await cornersOf(path, plan.video)).join(' ')).toBe(corners);
    expect(output.video?.rotation).toBe(0);
    if (turn !== 'mirror') expect(plan.source.rotation).toBe(turn);
  });
});

test('portrait stays portrait, and the short side is the rung', async () => {
  const input = await makeClip(join(folder, 'portrait.mp4'), { size: '1080x1920', seconds: 0.2 });

  const { output } = await encode(input);

  expect(output.video).toMatchObject({ width: 720, height: 1280 });
});

test('a 480p source keeps its 480 lines in the 1080p preset', async () => {
  const input = await makeClip(join(folder, '480p.mp4'), { size: '854x480', seconds: 0.5 });

  const { output } = await encode(input, presets.get('1080p') as VideoPreset);

  expect(output.video).toMatchObject({ width: 854, height: 480 });
});

test('no sound in, none out', async () => {
  const { output } = await encode(await makeClip(join(folder, 'silent.mp4'), { audio: false }));

  expect(output.audio).toBeNull();
});

test('30000/1001 frames a second stay exactly that', async () => {
  const input = await makeClip(join(folder, 'ntsc.mkv'), { rate: '30000/1001' });

  const { path } = await encode(input);

  expect(await streamTimes(path)).toMatchObject({ first: 0, step: 1001 / 30_000 });
});

test('a variable frame rate becomes constant and keeps its length', async () => {
  const input = await makeClip(join(folder, 'vfr.mp4'), {
    seconds: 4,
    audio: false,
    args: ['-vf', "select='not(mod(n,7))+lt(n,40)'", '-fps_mode', 'vfr'],
  });

  const { plan, output, path } = await encode(input);

  expect(plan.video.fps).toEqual({ num: 30, den: 1 });
  expect(output.video).toMatchObject({ variableFps: false, frameCount: 120, durationSeconds: 4 });
  expect(await streamTimes(path)).toMatchObject({ first: 0, step: 1 / 30 });
});

test('120 frames a second become 60', async () => {
  const { output } = await encode(await makeClip(join(folder, 'fast.mp4'), { rate: 120 }));

  expect(output.video).toMatchObject({ fps: 60, frameCount: 60 });
});

test('anamorphic pixels become square in the same shape', async () => {
  const input = await makeClip(join(folder, 'wide.mp4'), {
    size: '720x576',
    rate: 25,
    seconds: 0.4,
    args: ['-vf', 'setsar=64/45'],
  });

  const { output } = await encode(input);

  expect(output.video).toMatchObject({ width: 1024, height: 576, pixelAspect: 1 });
});

test('interlaced video comes out progressive', async () => {
  const input = await makeClip(join(folder, 'fields.mpg'), {
    size: '720x576',
    rate: 25,
    seconds: 0.6,
    args: [
      '-vf',
      'tinterlace=interleave_top,fieldorder=tff',
      '-flags',
      '+ilme+ildct',
      '-top',
      '1',
      '-b:v',
      '4M',
    ],
  });

  const { plan, output } = await encode(input);

  expect(plan.video.deinterlace).toBe(true);
  expect(output.video?.interlaced).toBe(false);
});

test.each([
  ['10-bit 4:2:2', ['-pix_fmt', 'yuv422p10le'], 'mov', 'prores_ks'],
  ['RGB of odd sides', ['-vf', 'scale=321:181', '-pix_fmt', 'rgb24'], 'mp4', 'libx264rgb'],
  ['full-range MJPEG', ['-pix_fmt', 'yuvj420p'], 'mov', 'mjpeg'],
])('%s comes out as 8-bit 4:2:0', async (name, args, extension, codec) => {
  const input = await makeClip(join(folder, `${name.replace(/\W/g, '')}.${extension}`), {
    codec,
    seconds: 0.4,
    args,
  });

  const { output } = await encode(input);

  expect(output.video).toMatchObject({ bitDepth: 8, chroma: '4:2:0', fullRange: false });
});

test('HDR10 comes out in BT.709 and neither dark nor washed out', async () => {
  const hdr = 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc';
  const input = await makeClip(join(folder, 'hdr.mp4'), {
    // PQ code 0.58 is about 203 nits: the white that graphics and subtitles have in HDR (ITU-R BT.2408).
    source: 'color=c=0x949494:size=320x180:rate=25:duration=0.2',
    audio: false,
    codec: 'libx265',
    args: ['-x265-params', `log-level=none:${hdr}`, '-pix_fmt', 'yuv420p10le'],
  });

  const { path, output } = await encode(input);
  const [luma = 0] = await ffmpeg(['-i', path, '-frames:v', '1', '-pix_fmt', 'gray', '-f', 'rawvideo', '-']);

  expect(output.video?.transfer).toBe('BT.709');
  expect(luma).toBeGreaterThan(150);
  expect(luma).toBeLessThan(250);
});

test.each([
  ['PQ', ['-color_trc', 'smpte2084']],
  ['HLG with a matrix that makes no sense for it', ['-color_trc', 'arib-std-b67', '-colorspace', 'bt709']],
])('%s without any other tag is tone-mapped too', async (name, args) => {
  const input = await makeClip(join(folder, `${name.slice(0, 3).trim()}-only.mp4`), { seconds: 0.2, args });

  const { plan, output } = await encode(input);

  expect(plan.video.toneMap).toBe(true);
  expect(output.video?.transfer).toBe('BT.709');
});

test('six channels at an odd rate become two at the preset’s', async () => {
  const input = await makeClip(join(folder, 'surround.mkv'), { args: ['-ac', '6', '-ar', '22050'] });

  const { output } = await encode(input);

  expect(output.audio).toMatchObject({ channels: 2, sampleRateHz: 48_000 });
});

test('frames between key frames are counted exactly, key frames are IDR and nothing comes in between', async () => {
  const input = await makeClip(join(folder, 'gops.mp4'), {
    seconds: 5,
    rate: 10,
    // A new picture every half second tempts the encoder to cut there.
    source: "testsrc2=size=320x240:rate=10:duration=5,hue=h='360*floor(t*2)/7'",
    audio: false,
  });

  const { path, plan } = await encode(input, usual);
  const listing = (
    await ffmpeg([
      '-skip_frame',
      'nokey',
      '-i',
      path,
      '-f',
      'framehash',
      '-fps_mode',
      'passthrough',
      '-copyts',
      '-enc_time_base',
      '1:10',
      '-',
    ])
  )
    .toString()
    .split('\n')
    .filter(line => /^\d/.test(line))
    .map(line => Number(line.split(',')[2]));

  expect(plan.video.gopFrames).toBe(20);
  expect(listing).toEqual([0, 20, 40]);
});

test('titles, places, chapters and subtitles stay behind', async () => {
  const input = await makeClip(join(folder, 'private.mp4'), {
    args: [
      '-metadata',
      'title=my holiday',
      '-metadata',
      'location=+59.3293+018.0686/',
      '-metadata:s:a:0',
      'language=swe',
    ],
  });

  const { path } = await encode(input);
  const metadata = (await ffmpeg(['-i', path, '-f', 'ffmetadata', '-'])).toString();

  expect(metadata).not.toMatch(/holiday|59\.3293|CHAPTER/);
});

test('a file cut off in its data is told from a whole one, though ffmpeg sees nothing wrong', async () => {
  const whole = await makeClip(join(folder, 'whole.mp4'), { seconds: 3, args: ['-movflags', '+faststart'] });
  const bytes = await readFile(whole);
  const half = join(folder, 'half.mp4');
  await writeFile(half, bytes.subarray(0, bytes.length * 0.6));

  await expect(encode(half)).rejects.toMatchObject({ failureClass: 'input', code: 'truncated' });
});

/** When the first decoded frame comes, and the one step there is between all frames, seconds. */
async function streamTimes(path: string): Promise<{ first: number | undefined; step: number | undefined }> {
  const text = (await ffmpeg(['-copyts', '-i', path, '-map', '0:v', '-f', 'framehash', '-'])).toString();
  const [, num = 0, den = 1] = (/#tb 0: (\d+)\/(\d+)/.exec(text) ?? []).map(Number);
  const times = text
    .split('\n')
    .filter(line => /^\d/.test(line))
    .map(line => (Number(line.split(',')[2]) * num) / den);
  const steps = new Set(times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) * 1e9)));
  return {
    first: times[0],
    step: steps.size === 1 ? (num / den) * Math.round(([...steps][0] ?? 0) / 1e9 / (num / den)) : undefined,
  };
}
