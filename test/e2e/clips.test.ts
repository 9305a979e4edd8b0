import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClipRequest, clipIdOf, writeClipRequest } from '../../contract/messages/clip.ts';
import { forRendition } from '../../contract/messages/request.ts';
import { fetchFacts, keysOf } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { runCli } from '../cli/runCli.ts';
import { SMALL_CLIPS } from '../fixtures/clipPresets.ts';

const SECONDS = 10;
/** Some minutes ago, to the ten seconds. */
const BEGIN = Math.floor(Date.now() / 10_000 - 30) * 10_000;
const PENDING_SECONDS = 4;

const project = copyProject();
let film: Buffer;
let stack: RunningStack;

beforeAll(async () => {
  project.addPreset('cuts', { ...SMALL_CLIPS, pendingSeconds: PENDING_SECONDS });
  project.addPreset('strict', { ...SMALL_CLIPS, pendingSeconds: 0, gaps: { policy: 'refuse' } });
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['cuts', 'strict'],
    retrySeconds: 0,
    webhooks: false,
  }));
  film = readFileSync(
    await makeClip(join(project.dir, 'film.mp4'), { size: '256x144', seconds: SECONDS, rate: 25 }),
  );
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

/** A recording that begins so many seconds after the first. */
async function record(camera: string, second: number): Promise<void> {
  const start = new Date(BEGIN + second * 1_000).toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
  const Key = `${camera}/${start}-${SECONDS}.mp4`;
  await stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-recordings', Key, Body: film }));
}

function spanOf(camera: string, from: number, to: number): ClipRequest['span'] {
  return { camera, fromMs: BEGIN + from * 1_000, toMs: BEGIN + to * 1_000 };
}

/** Asks by the one topic, and tells what the clip's job is called. */
async function ask(span: ClipRequest['span'], rendition = 'cuts'): Promise<string> {
  const clipId = clipIdOf(span);
  await stack.sns.send(
    new PublishCommand({
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads',
      Message: writeClipRequest({ clipId, span, force: false }),
      MessageAttributes: forRendition(rendition),
    }),
  );
  return `${'camera' in span ? span.camera : 'parts'}/${clipId}`;
}

const until = (event: string, key: string) =>
  stack.until(one => one.event === event && one.source?.key === key);

async function statusOf(key: string): Promise<string> {
  return (await runCli(['status', key, '--endpoint', stack.endpoint])).stdout;
}

it('a clip of recordings that are there is cut, to the frame, by the older message word for word too', async () => {
  for (const second of [0, 10]) await record('ready', second);
  const key = await ask(spanOf('ready', 7, 12));
  const { output } = await stack.complete(key, 'cuts');
  expect(output?.key).toBe(`${key}/manifest.json`);
  const facts = await fetchFacts(stack.s3, { bucket: 'fanreel-cuts', key: `${key}/clip.mp4` }, project.dir);
  expect(facts.duration).toBeCloseTo(5, 1);
  const message = {
    ...{ clipId: 'older-one', retryTimestamps: [], cameraId: 'ready' },
    ...{ startTimestampInMs: BEGIN + 7_000, endTimestampInMs: BEGIN + 9_000 },
  };
  const QueueUrl = stack.queueUrl('fanreel-cuts');
  await stack.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  await stack.complete('ready/older-one', 'cuts');
  const files = (await keysOf(stack.s3, 'fanreel-cuts')).filter(one => one.startsWith('ready/older-one/'));
  expect(files.map(one => one.split('/').at(-1)).sort()).toEqual([
    ...['clip.mp4', 'manifest.json', 'poster.jpg', 'thumbnail_128.jpg', 'thumbnail_64.jpg'],
  ]);
  expect(await statusOf('ready/older-one')).toMatch(
    /cuts +complete .* s3:\/\/fanreel-cuts\/ready\/older-one\//,
  );
});

it('a clip waits for a recording, and is cut once that is there', async () => {
  await record('late', 0);
  const key = await ask(spanOf('late', 7, 12));
  expect(await until('pending', key)).toMatchObject({ reason: expect.stringMatching(/^no recording from /) });
  await record('late', 10);
  await stack.complete(key, 'cuts');
  const { stdout } = await runCli(['show', key, '--endpoint', stack.endpoint]);
  expect(stdout).toMatch(/waited +a look [^:]*:[\s\S]*no\s+recording\s+from/);
  expect(stdout.match(/cut from/g)).toHaveLength(2);
});

it('a clip whose recordings never come ends as not available, and is cut where it is published later', async () => {
  const key = await ask(spanOf('never', 0, 5));
  await until('pending', key);
  await until('not-available', key);
  expect(await statusOf(key)).toMatch(/not-available .* There is no recording from/);
  await record('never', 0);
  const published = await runCli(['publish', key, '--endpoint', stack.endpoint]);
  expect([published.code, published.stdout]).toEqual([0, `Asked for ${key} of cuts again.\n`]);
  await stack.complete(key, 'cuts');
});

it('a clip of long ago is out of range, and one with a gap is what the preset makes of gaps', async () => {
  const old = await ask(spanOf('old', -400_000, -399_990));
  expect(await until('out-of-range', old)).toMatchObject({ reason: expect.stringMatching(/^It begins at /) });
  for (const second of [0, 20]) await record('holed', second);
  const allowed = await ask(spanOf('holed', 5, 25));
  await stack.complete(allowed, 'cuts');
  const facts = await fetchFacts(
    stack.s3,
    { bucket: 'fanreel-cuts', key: `${allowed}/clip.mp4` },
    project.dir,
  );
  expect(facts.duration).toBeCloseTo(20, 1);
  const refused = await ask(spanOf('holed', 4, 25), 'strict');
  expect(await until('not-available', refused)).toMatchObject({
    reason: expect.stringMatching(/refuses gaps/),
  });
});

it('a clip is cut though the machine is switched off in the middle of it', async () => {
  for (const second of [0, 10, 20]) await record('cut-off', second);
  const key = await ask(spanOf('cut-off', 2, 29));
  await until('routed', key);
  await stack.kill();
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  await stack.complete(key, 'cuts');
  const { stdout } = await runCli(['show', key, '--endpoint', stack.endpoint]);
  expect(stdout).toMatch(/lost/);
});

it('what cannot be is refused by the name of the field, and waits in the DLQ', async () => {
  await ask({ parts: [{ key: 'nowhere.mp4', from: 0, to: 5 }] });
  const letter = await stack.until(one => one.event === 'dead-lettered' && one.rendition === 'cuts');
  expect(letter.reason).toMatch(/parts\.0\.key: there is no object "nowhere\.mp4"/);
});
