import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keysOf, upload } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { mediaFacts } from '../../lab/support/mediaFacts.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';

interface Manifest {
  schema: string;
  images: { role: string; key: string; seconds: number; width: number; height: number; sizeBytes: number }[];
  sprite: { key: string; mapKey: string; tiles: number };
}

const BUCKET = 'fanreel-thumbnails';
const project = copyProject();
const clip = join(project.dir, 'clip.mp4');
let stack: RunningStack;

beforeAll(async () => {
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['thumbnails'],
    retrySeconds: 0,
    webhooks: false,
  }));
  await makeClip(clip, { size: '1280x720', rate: 30, seconds: 6 });
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

async function fetched(key: string): Promise<Buffer> {
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

it('a dropped clip becomes images in a folder of its name, and a manifest that lists every one', async () => {
  await upload(stack.s3, 'a/b c.mp4', readFileSync(clip));
  const { output } = await stack.complete('a/b c.mp4', 'thumbnails');
  expect(output).toMatchObject({ bucket: BUCKET, key: 'a/b c.mp4/manifest.json', width: 1280, height: 720 });

  const manifest = JSON.parse(String(await fetched('a/b c.mp4/manifest.json'))) as Manifest;
  expect(manifest.schema).toBe('fanreel.images/1');
  const listed = [
    ...manifest.images.map(({ key }) => key),
    manifest.sprite.mapKey,
    'a/b c.mp4/manifest.json',
  ];
  expect((await keysOf(stack.s3, BUCKET)).sort()).toEqual(listed.sort());
  expect(listed).toEqual(
    expect.arrayContaining(['a/b c.mp4/0001-640.jpg', 'a/b c.mp4/poster.jpg', 'a/b c.mp4/sprite.jpg']),
  );
  expect(manifest.images.filter(({ width }) => width === 640).map(({ seconds }) => seconds)).toEqual([
    0.6, 3, 5.7,
  ]);

  for (const [index, image] of manifest.images.entries()) {
    const body = await fetched(image.key);
    expect(body).toHaveLength(image.sizeBytes);
    const path = join(project.dir, `fetched-${index}.jpg`);
    writeFileSync(path, body);
    expect(mediaFacts(path)).toMatchObject({ codec: 'mjpeg', width: image.width, height: image.height });
  }
  expect(String(await fetched(manifest.sprite.mapKey))).toMatch(
    /^WEBVTT\n\n00:00:00\.000 --> 00:00:05\.000\n/,
  );
});

it('is made in the function, with the reason', async () => {
  const routed = await stack.until(one => one.event === 'routed' && one.rendition === 'thumbnails');
  expect(routed).toMatchObject({
    engine: 'ffmpeg',
    reason: expect.stringMatching(/^predicted .* fit the function/),
  });
});

it('what is no video leaves no image', async () => {
  await upload(stack.s3, 'text.mp4', 'hello world\n');
  const failed = await stack.until(one => one.event === 'failed' && one.source?.key === 'text.mp4');
  expect(failed.failure).toMatchObject({ class: 'input', code: 'unreadable' });
  expect((await keysOf(stack.s3, BUCKET)).filter(key => key.startsWith('text.mp4'))).toEqual([]);
});
