import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf, upload } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { functionLogs } from '../fixtures/functionLogs.ts';

const project = copyProject();
const clip = join(project.dir, 'clip.mp4');
const UPLOADS = 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads';
let stack: RunningStack;

beforeAll(async () => {
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['720p'],
    retrySeconds: 0,
    webhooks: false,
  }));
  await makeClip(clip, { size: '320x240', rate: 30, seconds: 1 });
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

const request = (key: string) =>
  JSON.stringify({ schema: 'fanreel.request/1', source: { bucket: 'fanreel-input', key } });

/** The dead letter whose body is this, by way of the topic. */
async function deadLetterOf(body: string) {
  await stack.sns.send(new PublishCommand({ TopicArn: UPLOADS, Message: body }));
  return stack.until(one => one.event === 'dead-lettered' && one.body === body);
}

describe('a message that cannot be worked on ends in the DLQ with one clear line', () => {
  it.each([
    ['no JSON', 'not json', /cannot be read: it is not JSON/],
    ['an empty object', '{}', /neither an S3 event nor a fanreel\.request\/1/],
    ['records of another form', '{"Records":[{"a":1}]}', /Records\.0\.eventName/],
    ['an unknown field', '{"schema":"fanreel.request/1","source":{"bucket":"b","key":"k"},"x":1}', /"x"/],
    ['a quarter of a megabyte of noise', `"${'x'.repeat(250_000)}"`, /neither an S3 event/],
    ['another bucket', request('a.mp4').replace('fanreel-input', 'elsewhere'), /names bucket "elsewhere"/],
    ['a key that is gone', request('gone.mp4'), /no object "gone\.mp4" in bucket "fanreel-input"/],
  ])('%s', async (_, body, reason) => {
    const letter = await deadLetterOf(body);
    expect(letter.reason).toMatch(reason);
    expect(letter.reason).not.toContain('\n');
    expect(letter.receiveCount).toBe(5);
  });

  it('also when it was sent to the queue directly', async () => {
    await stack.sqs.send(
      new SendMessageCommand({ QueueUrl: stack.queueUrl('fanreel-720p'), MessageBody: '[1]' }),
    );
    await stack.until(one => one.event === 'dead-lettered' && one.body === '[1]');
  });
});

describe('an upload that is no video fails for good at once, with its reason', () => {
  it.each([
    ['an empty object', 'empty.mp4', Buffer.alloc(0), 'empty'],
    ['a text file', 'text.mp4', Buffer.from('hello world\n'), 'unreadable'],
  ])('%s', async (_, key, body, code) => {
    await upload(stack.s3, key, body);
    const failed = await stack.until(one => one.event === 'failed' && one.source?.key === key);
    expect(failed.failure).toMatchObject({ class: 'input', code });
    expect(failed.failure?.message).not.toContain('\n');
    await stack.until(one => one.event === 'dead-lettered' && String(one.body).includes(key));
    // Later receives of the same message are free: one attempt was made, not five.
    expect(stack.events.filter(one => one.source?.key === key && one.event === 'failed')).toHaveLength(1);
  });
});

it('a message with nothing to do is acknowledged', async () => {
  const bodies = ['{"Service":"Amazon S3","Event":"s3:TestEvent"}', '{"Records":[]}'];
  for (const body of bodies) await stack.sns.send(new PublishCommand({ TopicArn: UPLOADS, Message: body }));
  // Behind them in the same queue; once it is through, so are they.
  await deadLetterOf('{"the":"marker"}');
  expect(stack.events.filter(one => bodies.includes(String(one.body)))).toEqual([]);
});

it.each([
  'a b.mp4',
  'a+b.mp4',
  'a%20b.mp4',
  '100%.mp4',
  '-rf.mp4',
  'héllo-é.mp4',
  '日本語😀.mp4',
  `it's "q".mp4`,
  'semi;rm -rf.mp4',
  '`id`.mp4',
  'line\nbreak.mp4',
  '<img src=x onerror=alert(1)>.mp4',
  'trailing space .mp4',
  'deep/er/a:b.mp4',
])('the key %j comes out under the same name', async key => {
  await upload(stack.s3, key, readFileSync(clip));
  const { output } = await stack.complete(key, '720p');
  expect(output?.key).toBe(key);
  expect(await keysOf(stack.s3, 'fanreel-720p')).toContain(key);
});

it('nothing is left in scratch after all of that', () => {
  const scratch = join(dataFolder(project.dir), 'scratch');
  const left = readdirSync(scratch, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  expect(left).toEqual([]);
});

it('every line of the log, also of a message that cannot be read, says which message and rendition', () => {
  const lines = functionLogs(dataFolder(project.dir));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line, JSON.stringify(line)).toMatchObject({ messageId: expect.any(String), rendition: '720p' });
  }
});
