import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isOfSource, readTold, type Told } from '../../contract/messages/event.ts';
import type { SourceEvent } from '../../contract/messages/source.ts';
import { upload } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { runCli } from '../cli/runCli.ts';
import { moments } from '../fixtures/smallPresets.ts';
import { problemsOf } from '../schemas/validator.ts';
import { receiveAll } from './receiveAll.ts';

const RENDITIONS = ['720p', 'thumbnails'];
const GOOD = 'ü 🎬/a.mp4';
const BAD = 'noise.mp4';
const KEYS = [GOOD, BAD];
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

const project = copyProject();
let stack: RunningStack;
const told = new Map<string, string[]>();

beforeAll(async () => {
  const events = {
    queues: [{ name: 'done', events: ['source' as const] }],
    emails: [{ address: 'ops@example.com' }],
  };
  project.addPreset('thumbnails', moments);
  await project.changeProfile(profile => ({
    ...{ ...profile, presets: RENDITIONS, retrySeconds: 0, webhooks: false },
    events: { ...events, eventBridge: true },
  }));
  const clip = await makeClip(join(project.dir, 'clip.mp4'), { size: '256x144', seconds: 2 });
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  await subscribe();
  const Metadata = { 'fanreel-correlation-id': 'order-7', 'fanreel-meta-shop': 'north' };
  const Body = readFileSync(clip);
  await stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: GOOD, Body, Metadata }));
  await upload(stack.s3, BAD, Buffer.alloc(50_000, 7));
  for (const queue of ['fanreel-events-done', 'mine', 'bus']) told.set(queue, await allTold(queue));
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

/** As another program does: a queue that hears of the topic, and a rule of the bus. */
async function subscribe(): Promise<void> {
  for (const QueueName of ['mine', 'bus']) await stack.sqs.send(new CreateQueueCommand({ QueueName }));
  const Attributes = { RawMessageDelivery: 'true' };
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:fanreel-status';
  const queue = { Protocol: 'sqs', Endpoint: queueArn('mine') };
  await stack.sns.send(new SubscribeCommand({ TopicArn, ...queue, Attributes }));
  const bus = new EventBridgeClient({
    ...{ endpoint: stack.endpoint, region: 'us-east-1' },
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const EventPattern = JSON.stringify({ source: ['fanreel'], 'detail-type': ['fanreel.source/1'] });
  await bus.send(new PutRuleCommand({ Name: 'wholes', EventPattern }));
  await bus.send(new PutTargetsCommand({ Rule: 'wholes', Targets: [{ Id: 'bus', Arn: queueArn('bus') }] }));
  bus.destroy();
}

/** Until both sources were told of, and a little longer. */
async function allTold(queue: string): Promise<string[]> {
  const isEnough = (bodies: string[]) => KEYS.every(key => bodies.some(body => isWhole(body, key)));
  return await receiveAll(stack.sqs, stack.queueUrl(queue), isEnough);
}

function isWhole(body: string, key: string): boolean {
  const event = eventIn(body);
  return event !== null && isOfSource(event) && event.source.key === key;
}

/** Of the bus it comes in an envelope. */
function eventIn(body: string): Told | null {
  const { detail } = JSON.parse(body) as { detail?: object };
  return readTold(detail ? JSON.stringify(detail) : body);
}

function wholes(queue: string): SourceEvent[] {
  return (told.get(queue) ?? []).flatMap(body => {
    const event = eventIn(body);
    return event && isOfSource(event) ? [event] : [];
  });
}

it('every event is as its schema says, and has an id of its own', () => {
  const bodies = told.get('mine') ?? [];
  const problems = bodies.flatMap(body =>
    problemsOf(body.includes('"fanreel.source/1"') ? 'source-1.json' : 'status-1.json', body),
  );
  expect(problems).toEqual([]);
  const ids = bodies.map(body => eventIn(body)?.id);
  expect(ids.every(id => id !== undefined)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});

it.each(['mine', 'fanreel-events-done', 'bus'])(
  'each source is told once when it has ended, in the queue %s',
  queue => {
    const events = wholes(queue);
    expect(events.map(({ source, state }) => [source.key, state]).sort()).toEqual([
      [BAD, 'failed'],
      [GOOD, 'complete'],
    ]);
    const good = events.find(({ source }) => source.key === GOOD);
    expect(good).toMatchObject({
      ...{ revision: 1, wishes: { correlationId: 'order-7', metadata: { shop: 'north' } } },
      renditions: [
        { rendition: '720p', state: 'complete', output: { key: 'ü 🎬/a.mp4', eTag: expect.any(String) } },
        { rendition: 'thumbnails', state: 'complete', output: { key: 'ü 🎬/a.mp4/manifest.json' } },
      ],
      cost: { usd: expect.any(Number) },
    });
  },
);

it('a queue of the profile hears of what it names, and of nothing else', () => {
  expect(told.get('fanreel-events-done')).toHaveLength(KEYS.length);
});

it('a status tells what was wished, how long it took and what it cost', () => {
  const complete = (told.get('mine') ?? []).map(eventIn).filter(event => event && !isOfSource(event));
  expect(complete.find(event => event?.state === 'complete')).toMatchObject({
    wishes: { correlationId: 'order-7' },
    timings: { seconds: expect.any(Number), endedAt: expect.any(String) },
    cost: { usd: expect.any(Number), requestsUsd: expect.any(Number) },
  });
});

it('what would go out by e-mail lies in the outbox', () => {
  const outbox = join(dataFolder(project.dir), 'outbox');
  const mails = readdirSync(outbox).map(file => readFileSync(join(outbox, file), 'utf8'));
  expect(mails).toHaveLength(KEYS.length);
  expect(mails.every(text => text.startsWith('To: ops@example.com\r\n'))).toBe(true);
});

it('a drop by the command line is told of the source, again', async () => {
  for (const name of RENDITIONS) {
    await stack.until(({ event, rendition }) => event === 'dead-lettered' && rendition === name);
  }
  const result = await runCli(['dlq', 'rm', '--key', BAD, '--yes'], { AWS_ENDPOINT_URL: stack.endpoint });
  expect(result.code).toBe(0);
  const isDropped = (body: string) => {
    const event = eventIn(body);
    return event !== null && isOfSource(event) && event.renditions.every(({ state }) => state === 'dropped');
  };
  const again = await receiveAll(stack.sqs, stack.queueUrl('bus'), bodies => bodies.some(isDropped));
  expect(eventIn(again.find(isDropped) ?? '{}')).toMatchObject({ state: 'failed', source: { key: BAD } });
});
