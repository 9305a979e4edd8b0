import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSourceEvent, type SourceEvent } from '../../contract/messages/source.ts';
import type { Wishes } from '../../contract/wishes/wishes.ts';
import { upload } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { runCli } from '../cli/runCli.ts';
import { moments } from '../fixtures/smallPresets.ts';

const RENDITIONS = ['720p', 'thumbnails'];
const MAX_MS = 90_000;

const project = copyProject();
const path = (name: string) => join(project.dir, name);
const told: SourceEvent[] = [];
let stack: RunningStack;
let clip: Buffer;

beforeAll(async () => {
  project.addPreset('thumbnails', moments);
  await project.changeProfile(profile => ({
    ...{ ...profile, presets: RENDITIONS, retrySeconds: 0, webhooks: false },
    events: { queues: [{ name: 'done', events: ['source' as const] }] },
    wishes: { loneMinutes: 0, rules: [{ prefix: 'mobile/', renditions: ['720p'], title: 'On the way' }] },
  }));
  clip = readFileSync(await makeClip(path('clip.mp4'), { size: '256x144', seconds: 2 }));
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

/** The next event of a source that is so, of those that nobody has looked at yet. */
async function whole(key: string, isIt: (event: SourceEvent) => boolean = () => true): Promise<SourceEvent> {
  const QueueUrl = stack.queueUrl('fanreel-events-done');
  for (const until = Date.now() + MAX_MS; Date.now() < until; ) {
    const at = told.findIndex(one => one.source.key === key && isIt(one));
    if (at >= 0) return told.splice(at, 1)[0] as SourceEvent;
    const { Messages = [] } = await stack.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }),
    );
    for (const { ReceiptHandle, Body = '' } of Messages) {
      await stack.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      const event = readSourceEvent(Body);
      if (event) told.push(event);
    }
  }
  throw new Error(`Nothing of ${key} was told but ${JSON.stringify(told)}`);
}

const fanreel = (...args: string[]) => runCli(args, { AWS_ENDPOINT_URL: stack.endpoint });
const wishBeside = (key: string, wishes: object) =>
  upload(stack.s3, `${key}.json`, Buffer.from(JSON.stringify(wishes)));
const secondsOf = ({ renditions }: SourceEvent) =>
  renditions.map(({ output }) => Math.round(output?.durationSeconds ?? 0));

it('flags of submit wish in the metadata, and the source is cut, made and told so', async () => {
  const flags = [
    '--trim',
    '0-1',
    '--title',
    'Strand 🏖',
    '--correlation-id',
    'order-7',
    '--meta',
    'shop=north',
  ];
  const { code } = await fanreel('submit', path('clip.mp4'), '--key', 'by-flags.mp4', ...flags);
  expect(code).toBe(0);
  const event = await whole('by-flags.mp4');
  const wishes: Wishes = { trim: { from: 0, to: 1 }, title: 'Strand 🏖', correlationId: 'order-7' };
  expect(event).toMatchObject({ state: 'complete', wishes: { ...wishes, metadata: { shop: 'north' } } });
  expect(secondsOf(event)).toEqual([1, 1]);
  const shown = await fanreel('show', 'by-flags.mp4');
  expect(shown.stdout).toMatch(/title +Strand/);
  expect(shown.stdout).toMatch(/trim +from 0 s to 1 s/);
});

it('a rule by prefix gives defaults, and an upload of low priority is made as well', async () => {
  await upload(stack.s3, 'mobile/a.mp4', clip);
  await wishBeside('mobile/b.mp4', { priority: 'low', title: 'At home' });
  await upload(stack.s3, 'mobile/b.mp4', clip);
  const rule = { renditions: ['720p'] };
  for (const [key, title] of [
    ['mobile/a.mp4', 'On the way'],
    ['mobile/b.mp4', 'At home'],
  ] as const) {
    const event = await whole(key);
    expect(event).toMatchObject({ state: 'complete', wishes: { ...rule, title } });
    expect(event.renditions.map(({ rendition }) => rendition)).toEqual(['720p']);
  }
});

it('wishes beside an upload come first, last, are changed, and only what changes what comes out is made anew', async () => {
  await wishBeside('first.mp4', { schema: 'fanreel.wish/1', trim: { to: 1 } });
  await upload(stack.s3, 'first.mp4', clip);
  expect(secondsOf(await whole('first.mp4'))).toEqual([1, 1]);

  await upload(stack.s3, 'last.mp4', clip);
  expect(secondsOf(await whole('last.mp4'))).toEqual([2, 2]);
  await wishBeside('last.mp4', { trim: { from: 1 } });
  const cut = await whole('last.mp4', ({ wishes }) => wishes?.trim !== undefined);
  expect(secondsOf(cut)).toEqual([1, 1]);
  await wishBeside('last.mp4', { trim: { from: 1 }, title: 'Named' });
  const named = await whole('last.mp4', ({ wishes }) => wishes?.title === 'Named');
  const outputs = ({ renditions }: SourceEvent) =>
    renditions.map(({ jobId, output }) => [jobId, output?.eTag]);
  expect(outputs(named)).toEqual(outputs(cut));
});

it('a request wishes over what lies beside the upload', async () => {
  writeFileSync(path('wish.json'), '{"trim":{"to":1.5},"correlationId":"c-1"}');
  const { code } = await fanreel('publish', 'last.mp4', '--rendition', '720p', '--wish', path('wish.json'));
  expect(code).toBe(0);
  const event = await whole('last.mp4', ({ wishes }) => wishes?.correlationId === 'c-1');
  expect(event).toMatchObject({ wishes: { title: 'Named', trim: { to: 1.5 }, renditions: ['720p'] } });
  expect(event.renditions).toMatchObject([{ rendition: '720p', state: 'complete' }]);
});

it('a wrong wish is told with one sentence, and the upload is made without it', async () => {
  await upload(stack.s3, 'wrong.mp4.json', Buffer.from('{"trim":{"from":2,"to":1}}'));
  await upload(stack.s3, 'wrong.mp4', clip);
  const event = await whole('wrong.mp4');
  const message = 'The wish in "wrong.mp4.json" cannot be taken: trim: to has to be later than from.';
  expect(event).toMatchObject({ state: 'complete', wishFailure: { code: 'bad-wish', message } });
  expect((await fanreel('status', 'wrong.mp4')).stdout).toContain(message);
});

it('wishes that no video follows are told once', async () => {
  await wishBeside('alone.mp4', { schema: 'fanreel.wish/1', correlationId: 'c-2' });
  for (let runs = 0; runs < 2; runs += 1) await fanreel('reconcile');
  const failure = { code: 'wish-without-video' };
  expect(await whole('alone.mp4.json')).toMatchObject({
    state: 'failed',
    wishes: { correlationId: 'c-2' },
    failure,
  });
  await upload(stack.s3, 'mobile/after.mp4', clip);
  await whole('mobile/after.mp4');
  expect(told.filter(({ source }) => source.key === 'alone.mp4.json')).toEqual([]);
});
