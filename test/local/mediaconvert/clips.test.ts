import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateJobCommand, type JobSettings } from '@aws-sdk/client-mediaconvert';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFile } from '../../../lab/support/clip.ts';
import { barCodeSource } from '../../../lab/support/marks/barCodeSource.ts';
import { beepSource } from '../../../lab/support/marks/beepSource.ts';
import { readBarCodes } from '../../../lab/support/marks/readBarCodes.ts';
import { readBeeps } from '../../../lab/support/marks/readBeeps.ts';
import type { ClipPart, ClipSource } from '../../../media/clips/clipPart.ts';
import { clipRefusal } from '../../../media/clips/mediaconvert/clipRefusal.ts';
import { clipSettings } from '../../../media/clips/mediaconvert/clipSettings.ts';
import { pictureStart } from '../../../media/clips/mediaconvert/pictureStart.ts';
import { planClip } from '../../../media/clips/plan/planClip.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { clipSource } from '../../media/clips/muxers.ts';
import { Service } from './support/service.ts';

const PRESET = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const SECONDS = 3;
const OUTPUT = 's3://out/made/clip';

let folder = '';
let sources: ClipSource[] = [];

/** A recording whose frames and seconds go on from `first`. */
async function record(name: string, rate: string, first: number, startSeconds: number, sound = true) {
  const path = join(folder, name);
  await makeFile(path, [
    ...['-f', 'lavfi', '-i', barCodeSource({ rate, seconds: SECONDS, first, height: 180 })],
    ...(sound ? ['-f', 'lavfi', '-i', beepSource({ seconds: SECONDS, startSeconds }), '-c:a', 'aac'] : []),
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '30', '-bf', '2', '-pix_fmt', 'yuv420p'],
  ]);
  return await clipSource(path);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-managed-clips-'));
  sources = [
    await record('a.mp4', '30', 0, 0),
    await record('b.mp4', '30', 90, SECONDS),
    await record('silent.mp4', '30', 300, 0, false),
  ];
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function settingsOf(parts: ClipPart[], seconds: number): Promise<JobSettings> {
  const plan = planClip(sources, parts, PRESET, seconds);
  const starts = await Promise.all(sources.map(source => pictureStart(source)));
  expect(
    clipRefusal(
      plan,
      sources.map(({ probe }) => probe),
      starts,
    ),
  ).toBeNull();
  const managed = sources.map(({ name, probe }, at) => ({
    ...{ probe, url: `s3://in/${name}` },
    startSeconds: starts[at] ?? 0,
  }));
  return clipSettings(plan, managed, OUTPUT);
}

/** What is seen and heard of what a job makes. */
async function made(Settings: JobSettings): Promise<{ codes: number[]; beeps: number[] }> {
  await using service = await Service.start();
  for (const { name } of sources) service.objects.set(`s3://in/${name}`, join(folder, name));
  const role = 'arn:aws:iam::000000000000:role/convert';
  const { Job } = await service.client.send(new CreateJobCommand({ Role: role, Settings }));
  await service.event('COMPLETE', Job?.Id ?? '');
  const path = service.objects.get(`${OUTPUT}.mp4`) ?? '';
  return { codes: await readBarCodes(path), beeps: await readBeeps(path) };
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

test('each part is an input, clipped on its first frame and its last one, and has its own sound', async () => {
  const parts = [
    { source: 0, fromSeconds: 1.4, toSeconds: 3, atSeconds: 0 },
    { source: 2, fromSeconds: 0, toSeconds: 0.5, atSeconds: 1.6 },
  ];
  const { Inputs = [] } = await settingsOf(parts, 2.1);

  expect(Inputs.map(({ FileInput, InputClippings }) => [FileInput, InputClippings])).toEqual([
    ['s3://in/a.mp4', [{ StartTimecode: '00:00:01:12', EndTimecode: '00:00:02:29' }]],
    ['s3://in/silent.mp4', [{ StartTimecode: '00:00:00:00', EndTimecode: '00:00:00:14' }]],
  ]);
  expect(Inputs.map(({ AudioSelectors }) => AudioSelectors !== undefined)).toEqual([true, false]);
});

test('the embedded service encodes exactly the frames that it is told, and sound stays with them across joins', {
  timeout: 60_000,
}, async () => {
  const parts = [
    { source: 0, fromSeconds: 1.4, toSeconds: 3, atSeconds: 0 },
    { source: 2, fromSeconds: 1, toSeconds: 1.5, atSeconds: 1.6 },
    { source: 1, fromSeconds: 0.7, toSeconds: 2.5, atSeconds: 2.1 },
  ];
  const { codes, beeps } = await made(await settingsOf(parts, 3.9));

  expect(codes).toEqual([...numbers(42, 48), ...numbers(330, 15), ...numbers(111, 54)]);
  expect(beeps).toHaveLength(3);
  for (const [at, expected] of [0.6, 2.4, 3.4].entries())
    expect(Math.abs((beeps[at] ?? 0) - expected)).toBeLessThan(0.025);
});

test('what cannot be cut to the frame is refused, and why', async () => {
  const [{ probe }] = sources as [ClipSource];
  const parts = [
    { source: 0, fromSeconds: 0, toSeconds: 1, atSeconds: 0 },
    { source: 0, fromSeconds: 2, toSeconds: 3, atSeconds: 2 },
  ];
  const plan = planClip(sources.slice(0, 1), parts, PRESET, 3);
  const joined = { ...plan, parts: plan.parts.slice(0, 1) };
  const variable = { ...probe, video: { ...probe.video, variableFps: true } };

  expect(clipRefusal(plan, [probe], [0])).toMatch(/a gap in which a picture is held/);
  expect(clipRefusal(joined, [probe], [0])).toBeNull();
  expect(clipRefusal(joined, [variable], [0])).toMatch(/come at no one rate/);
  expect(clipRefusal(joined, [probe], [null])).toMatch(/which frame is seen when/);
  expect(clipRefusal({ ...plan, parts: Array(151).fill(parts[0]) }, [probe], [0])).toMatch(/151 parts/);
});
