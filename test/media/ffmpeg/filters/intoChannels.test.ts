import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg } from '../../../../lab/support/clip.ts';
import { intoChannels } from '../../../../media/ffmpeg/filters/intoChannels.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { VideoPreset } from '../../../../presets/schema/preset.ts';
import { encodeFile } from '../../../fixtures/encodeFile.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-channels-'));
});

const RATE_HZ = 48_000;
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=2'];
const TONE = '0.5*sin(2*PI*1000*t)';

async function clip(name: string, channels: string[], layout: string, args: string[]): Promise<string> {
  const path = join(folder, name);
  const sound = ['-f', 'lavfi', '-i', `aevalsrc=${channels.join('|')}:d=2:s=${RATE_HZ}:c=${layout}`];
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await ffmpeg([...PICTURE, ...sound, ...video, ...args, path]);
  return path;
}

/** How loud left and right are (RMS, full scale is 1) between two moments, seconds. */
async function levels(path: string, from: number, to: number): Promise<number[]> {
  const raw = await ffmpeg(['-i', path, '-vn', '-ac', '2', '-ar', String(RATE_HZ), '-f', 'f32le', '-']);
  const samples = new Float32Array(raw.buffer, raw.byteOffset, raw.length >> 2);
  return [0, 1].map(side => {
    let sum = 0;
    for (let at = from * RATE_HZ; at < to * RATE_HZ; at += 1) sum += (samples[2 * at + side] ?? 0) ** 2;
    return Math.sqrt(sum / ((to - from) * RATE_HZ));
  });
}

const FULL = 0.5 * Math.SQRT1_2;

test.each([
  ['AAC in MP4', 'mono.mp4', ['-c:a', 'aac']],
  ['PCM in MOV', 'mono.mov', ['-c:a', 'pcm_s16le']],
  ['MP2 in a transport stream', 'mono.ts', ['-c:a', 'mp2']],
])('mono is as loud on both sides as it was recorded: %s', async (_, name, args) => {
  const { path } = await encodeFile(await clip(name, [TONE], 'mono', args), preset);

  for (const level of await levels(path, 0.5, 1.5)) expect(level / FULL).toBeCloseTo(1, 1);
});

test('mono and stereo that take turns are equally loud', async () => {
  const parts = [
    await clip('a.ts', [TONE], 'mono', ['-c:a', 'aac', '-f', 'mpegts']),
    await clip('b.ts', [TONE, TONE], 'stereo', ['-c:a', 'aac', '-f', 'mpegts', '-output_ts_offset', '2']),
  ];
  const joined = join(folder, 'joined.ts');
  await writeFile(joined, Buffer.concat(await Promise.all(parts.map(part => readFile(part)))));
  const made = `${joined}.wav`;

  await ffmpeg(['-i', joined, '-vn', '-af', intoChannels(2), made]);

  for (const [from, to] of [
    [0.5, 1.5],
    [2.5, 3.5],
  ] as const)
    for (const level of await levels(made, from, to)) expect(level / FULL).toBeCloseTo(1, 1);
});

test('stereo keeps its sides', async () => {
  const input = await clip('sides.mp4', [TONE, '0'], 'stereo', ['-c:a', 'aac']);
  const [left = 0, right = 1] = await levels((await encodeFile(input, preset)).path, 0.5, 1.5);

  expect(left / FULL).toBeCloseTo(1, 1);
  expect(right).toBeLessThan(0.01);
});

test('six channels are mixed to two so that nothing clips, the centre to both sides', async () => {
  const loud = '0.9*sin(2*PI*1000*t)';
  const input = await clip('six.mp4', [loud, loud, loud, '0', '0', '0'], '5.1', ['-c:a', 'aac']);
  const [left = 0, right = 1] = await levels((await encodeFile(input, preset)).path, 0.5, 1.5);

  expect(left).toBeCloseTo(right, 2);
  expect(left).toBeLessThan(0.9 * Math.SQRT1_2);
  expect(left).toBeGreaterThan(0.3);
});

/** Tracks of one channel each, under the layouts that the container is to tell. */
async function tracks(name: string, layouts: string[], args: string[]): Promise<string> {
  const path = join(folder, name);
  const sounds = layouts.map(
    (layout, at) => `aevalsrc=0.5*sin(2*PI*${500 * (at + 1)}*t):d=2:s=${RATE_HZ}:c=${layout}`,
  );
  const inputs = sounds.flatMap(sound => ['-f', 'lavfi', '-i', sound]);
  const maps = ['0', ...sounds.map((_, at) => String(at + 1))].flatMap(input => ['-map', input]);
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await ffmpeg([...PICTURE, ...inputs, ...maps, ...video, ...args, path]);
  return path;
}

/** The pitch of left and right, Hz, by how often they cross zero upwards in the second second. */
async function pitches(path: string): Promise<number[]> {
  const raw = await ffmpeg(['-i', path, '-vn', '-ac', '2', '-ar', String(RATE_HZ), '-f', 'f32le', '-']);
  const samples = new Float32Array(raw.buffer, raw.byteOffset, raw.length >> 2);
  return [0, 1].map(side => {
    let crossings = 0;
    for (let at = RATE_HZ / 2; at < 1.5 * RATE_HZ; at += 1)
      if ((samples[2 * at + side] ?? 0) < 0 && (samples[2 * at + 2 + side] ?? 0) >= 0) crossings += 1;
    return crossings;
  });
}

test.each([
  ['left and right', 'lr.mov', ['FL', 'FR'], ['-c:a', 'pcm_s16le'], [500, 1000]],
  ['right ahead of left', 'rl.mov', ['FR', 'FL'], ['-c:a', 'pcm_s24le'], [1000, 500]],
  [
    'left and right of a slower rate, with a third',
    'lrm.mov',
    ['FL', 'FR', 'mono'],
    ['-c:a', 'pcm_s16be', '-ar', '44100'],
    [500, 1000],
  ],
])('two tracks that are %s are put in their places', async (_, name, layouts, args, heard) => {
  const { path, plan } = await encodeFile(await tracks(name, layouts, args), preset);

  for (const [side, pitch] of (await pitches(path)).entries())
    expect(Math.abs(pitch - (heard[side] ?? 0))).toBeLessThan(5);
  for (const level of await levels(path, 0.5, 1.5)) expect(level / FULL).toBeCloseTo(1, 1);
  expect(plan.decisions.find(({ what }) => what === 'audio')?.reason).toContain('left and right');
});

test('two tracks that do not say so are two sounds, of which the first is taken', async () => {
  const { path } = await encodeFile(await tracks('mm.mov', ['mono', 'mono'], ['-c:a', 'pcm_s16le']), preset);

  for (const pitch of await pitches(path)) expect(Math.abs(pitch - 500)).toBeLessThan(5);
});
