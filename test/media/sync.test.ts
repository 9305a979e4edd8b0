import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg, makeFile } from '../../lab/support/clip.ts';
import { ffmpegPipes } from '../../lab/support/ffmpegPipes.ts';
import { encodeFile } from '../fixtures/encodeFile.ts';
import { film as preset } from '../fixtures/smallPresets.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-sync-'));
});

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const RATE_HZ = 48_000;
/** A frame of 30 a second and some of the sound's own packet: what nobody sees or hears. Seconds. */
const TOLERANCE = 0.045;

/** Inputs of a white flash and a beep that begin at the same moment, seconds. */
function flashAndBeep(at: number, seconds: number, between: string[] = []): string[] {
  const now = `enable='between(t,${at},${at + 0.2})'`;
  const flash = `color=c=black:size=160x120:rate=30:duration=${seconds},drawbox=t=fill:color=white:${now}`;
  const beep = `sine=frequency=1000:sample_rate=${RATE_HZ}:duration=${seconds},volume=0:${now.replace("='", "='not(").replace(/'$/, ")'")}`;
  return ['-f', 'lavfi', '-i', flash, ...between, '-f', 'lavfi', '-i', beep];
}

/** When the flash is seen and the beep is heard, seconds from the start. */
async function measure(path: string, fps: number): Promise<{ flash: number; beep: number }> {
  const { outputs } = await ffmpegPipes(
    [],
    [path],
    [
      ['-map', '0:v', '-vf', 'scale=1:1,format=gray', '-f', 'rawvideo'],
      ['-map', '0:a', '-ac', '1', '-ar', String(RATE_HZ), '-f', 's16le'],
    ],
  );
  const [picture, sound] = outputs as [Buffer, Buffer];
  const samples = new Int16Array(sound.buffer, sound.byteOffset, sound.length >> 1);
  return {
    flash: picture.findIndex(luma => luma > 128) / fps,
    beep: samples.findIndex(sample => Math.abs(sample) > 1000) / RATE_HZ,
  };
}

test.each([
  ['MP4', 'a.mp4', []],
  ['Matroska', 'a.mkv', []],
  ['a transport stream, which starts at 1.4 s', 'a.ts', []],
  ['WebM', 'a.webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis']],
  [
    'a variable frame rate',
    'vfr.mp4',
    ['-vf', "select='not(mod(n,7))+lt(n,40)+between(n,85,100)'", '-fps_mode', 'vfr'],
  ],
  [
    'a Matroska file that begins below zero',
    'below.mkv',
    ['-output_ts_offset', '-1.5', '-avoid_negative_ts', 'disabled'],
  ],
] as const)('flash and beep of %s stay together and in their place', async (_, name, args) => {
  const input = join(folder, name);
  const sound = name.endsWith('webm') ? [] : ['-c:a', 'aac'];
  await makeFile(input, [...flashAndBeep(3, 4), ...X264, ...sound, ...args]);

  const { path, plan } = await encodeFile(input, preset);
  const { flash, beep } = await measure(path, plan.video.fps.num / plan.video.fps.den);

  expect(Math.abs(flash - 3)).toBeLessThan(TOLERANCE);
  expect(Math.abs(beep - flash)).toBeLessThan(TOLERANCE);
});

test('sound that starts a second late still does', async () => {
  const input = join(folder, 'late.mp4');
  await makeFile(input, [...flashAndBeep(2, 4, ['-itsoffset', '1']), ...X264, '-c:a', 'aac']);

  const { path } = await encodeFile(input, preset);
  const { flash, beep } = await measure(path, 30);

  expect(Math.abs(flash - 2)).toBeLessThan(TOLERANCE);
  expect(Math.abs(beep - 3)).toBeLessThan(TOLERANCE);
});

test('a picture that starts half a second late still does', async () => {
  const input = join(folder, 'late-picture.mkv');
  const [, , , flash = '', , , , beep = ''] = flashAndBeep(2, 4);
  const inputs = ['-itsoffset', '0.5', '-f', 'lavfi', '-i', flash, '-f', 'lavfi', '-i', beep];
  await makeFile(input, [...inputs, ...X264, '-c:a', 'aac']);

  const { path } = await encodeFile(input, preset);
  const seen = await measure(path, 30);

  expect(Math.abs(seen.flash - 2.5)).toBeLessThan(TOLERANCE);
  expect(Math.abs(seen.beep - 2)).toBeLessThan(TOLERANCE);
});

test('six loud channels become two without clipping', async () => {
  const input = join(folder, 'loud.mkv');
  const six = 'pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0';
  const tone = `aevalsrc=0.95*sin(2*PI*440*t):s=${RATE_HZ}:d=1`;
  const picture = 'color=c=black:size=160x120:rate=30:duration=1';
  await ffmpeg([
    '-f',
    'lavfi',
    '-i',
    picture,
    '-f',
    'lavfi',
    '-i',
    `${tone},${six}`,
    ...X264,
    '-c:a',
    'pcm_s16le',
    input,
  ]);

  const { path } = await encodeFile(input, preset);
  const raw = await ffmpeg(['-i', path, '-vn', '-f', 'f32le', '-']);
  const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

  expect(loudest).toBeGreaterThan(0.5);
  expect(loudest).toBeLessThan(1);
});
