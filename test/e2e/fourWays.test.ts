import { readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchFacts, keysOf, upload } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { ResidentCli } from '../cli/residentCli.ts';
import { awsCli } from '../fixtures/awsCli.ts';
import { box } from '../fixtures/boxes.ts';
import { moments } from '../fixtures/smallPresets.ts';

const project = copyProject();
const cli = new ResidentCli(project.dir);
/** As large as the largest rendition, for what is told by sizes. */
const large = join(project.dir, 'large.mp4');
/** For all else: what becomes of a message does not depend on the picture. */
const clip = join(project.dir, 'clip.mp4');
const bigClip = join(project.dir, 'big.mov');
/** Over the 8 MB at which the AWS CLI turns to multipart. */
const MULTIPART_BYTES = 9_000_000;
const UPLOADS = 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads';
let stack: RunningStack;

beforeAll(async () => {
  // The fourth way: this one file is all that a new rendition takes.
  project.addPreset('480p', {
    kind: 'video',
    container: 'mp4',
    height: 480,
    codec: 'h264',
    profile: 'main',
    level: '3.1',
    encoderSpeed: 'veryfast',
    crf: 23,
    maxrateKbps: 1_500,
    bufsizeKbps: 3_000,
    gopSeconds: 2,
    maxFps: 30,
    audio: { codec: 'aac', bitrateKbps: 96, channels: 2, sampleRateHz: 48_000 },
  });
  project.addPreset('thumbnails', moments);
  await project.changeProfile(profile => ({ ...profile, retrySeconds: 0, webhooks: false }));
  await makeClip(large, { size: '1920x1080', seconds: 0.5 });
  await makeClip(clip);
  await makeClip(bigClip);
  // Which players skip.
  await appendFile(bigClip, box('free', Buffer.alloc(MULTIPART_BYTES)));
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  cli.close();
  await stack?.stop();
  project.remove();
});

const RENDITIONS = ['480p', '720p', '1080p', 'thumbnails'];

async function allComplete(key: string) {
  const events = await Promise.all(RENDITIONS.map(rendition => stack.complete(key, rendition)));
  return Object.fromEntries(events.map(event => [event.rendition, event.output]));
}

describe('dropping a video into the input bucket', () => {
  it('makes every rendition, an added 480p too, each whole and of its own size', async () => {
    await upload(stack.s3, 'holiday clip.mp4', readFileSync(large));
    const outputs = await allComplete('holiday clip.mp4');
    const sizes = { '480p': [854, 480], '720p': [1280, 720], '1080p': [1920, 1080] };
    for (const [rendition, [width, height]] of Object.entries(sizes)) {
      const output = outputs[rendition];
      expect(output).toMatchObject({
        bucket: `fanreel-${rendition}`,
        key: 'holiday clip.mp4',
        width,
        height,
      });
      if (!output) throw new Error('no output');
      const facts = await fetchFacts(stack.s3, output, project.dir);
      expect(facts).toMatchObject({
        width,
        height,
        codec: 'h264',
        fps: '30/1',
        pixelFormat: 'yuv420p',
        audioCodec: 'aac',
      });
      expect(facts.duration).toBeCloseTo(0.5, 1);
    }
  });

  it.each([
    ['a small file in one request', 'cli/small.mp4', () => clip],
    ['a big file in parts', 'cli/big.mov', () => bigClip],
  ])('works with the AWS CLI: %s', async (_, key, file) => {
    await awsCli(stack.endpoint, 's3', 'cp', '--quiet', file(), `s3://fanreel-input/${key}`);
    const outputs = await allComplete(key);
    expect(outputs['720p']?.key).toBe(key.endsWith('.mp4') ? key : `${key}.mp4`);
  });

  it('works with a presigned PUT', async () => {
    const put = new PutObjectCommand({ Bucket: 'fanreel-input', Key: 'presigned.MP4' });
    const url = await getSignedUrl(stack.s3, put, { expiresIn: 60 });
    const response = await fetch(url, { method: 'PUT', body: readFileSync(clip) });
    expect(response.status).toBe(200);
    await allComplete('presigned.MP4');
    expect(await keysOf(stack.s3, 'fanreel-480p')).toContain('presigned.MP4.mp4');
  });
});

describe('publishing raw to SNS', () => {
  const key = 'again.mp4';
  const request = { schema: 'fanreel.request/1', source: { bucket: 'fanreel-input', key }, force: true };
  const publish = (attributes = {}) =>
    stack.sns.send(
      new PublishCommand({
        TopicArn: UPLOADS,
        Message: JSON.stringify(request),
        MessageAttributes: attributes,
      }),
    );
  const completions = () => stack.events.filter(one => one.event === 'complete' && one.source?.key === key);

  beforeAll(async () => {
    await upload(stack.s3, key, readFileSync(clip));
    await allComplete(key);
  });

  it('makes every rendition again', async () => {
    const before = completions().length;
    await publish();
    await stack.until(() => completions().length === before + RENDITIONS.length);
    const again = completions().slice(before);
    expect(again.map(({ rendition }) => rendition).sort()).toEqual([...RENDITIONS].sort());
  });

  it('makes the one rendition that its attribute names', async () => {
    const before = completions().length;
    await publish({ rendition: { DataType: 'String', StringValue: '720p' } });
    await stack.until(() => completions().length > before);
    // The filter lets nothing into the other queues, so there is nothing left to wait for.
    for (const queue of ['fanreel-480p', 'fanreel-1080p', 'fanreel-thumbnails']) {
      const { Attributes } = await stack.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: stack.queueUrl(queue), AttributeNames: ['All'] }),
      );
      expect(Attributes).toMatchObject({
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
      });
    }
    expect(completions().slice(before)).toEqual([expect.objectContaining({ rendition: '720p' })]);
  });
});

describe('redriving a DLQ', () => {
  it('makes whole what failed, once the cause is mended', async () => {
    const key = 'redriven.mp4';
    const bucket = 'fanreel-720p';
    for (const Key of await keysOf(stack.s3, bucket)) {
      await stack.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    }
    await stack.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    await upload(stack.s3, key, readFileSync(clip));
    const letter = await stack.until(one => one.event === 'dead-lettered' && one.rendition === '720p');
    expect(letter.receiveCount).toBe(5);
    expect(letter.reason).toMatch(/fanreel-720p/);
    for (const rendition of ['480p', '1080p']) await stack.complete(key, rendition);

    await stack.s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const dlq = 'arn:aws:sqs:us-east-1:000000000000:fanreel-720p-dlq';
    await stack.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlq }));
    await stack.complete(key, '720p');
    expect(await keysOf(stack.s3, bucket)).toEqual([key]);
  });

  it('brings what SNS could not deliver to the one queue that missed it', async () => {
    // The test before has made it.
    const key = 'redriven.mp4';
    const names = ['rendition', ...Array.from({ length: 10 }, (_, index) => `extra${index}`)];
    await stack.sns.send(
      new PublishCommand({
        TopicArn: UPLOADS,
        Message: JSON.stringify({
          schema: 'fanreel.request/1',
          source: { bucket: 'fanreel-input', key },
          force: true,
        }),
        // SQS takes ten attributes, SNS more: the delivery fails for good.
        MessageAttributes: Object.fromEntries(
          names.map(name => [name, { DataType: 'String', StringValue: '480p' }]),
        ),
      }),
    );
    const before = stack.events.length;
    const { stdout } = await cli.run([...['redrive', '480p'], ...['--endpoint', stack.endpoint]]);
    expect(stdout).toMatch(/Moved 1 message that SNS could not deliver from fanreel-480p-subscription-dlq/);
    const again = await stack.until(
      one =>
        one.event === 'complete' &&
        one.source?.key === key &&
        one.rendition === '480p' &&
        stack.events.indexOf(one) >= before,
    );
    expect(again.output?.key).toBe(key);
  });
});
