import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CancelJobCommand, ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchFacts, keysOf, upload } from '../../lab/support/buckets.ts';
import { makeClip, makeFilm } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack, type StackEvent } from '../../lab/support/runningStack.ts';
import { functionLogs } from '../fixtures/functionLogs.ts';

const project = copyProject();
const short = join(project.dir, 'short.mp4');
const long = join(project.dir, 'long.mp4');
/** Between the predictions for the two clips, so that length alone tells them apart. */
const ABOVE_SECONDS = 0.4;
let stack: RunningStack;

beforeAll(async () => {
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['720p', '1080p'],
    retrySeconds: 0,
    mediaConvert: { enabled: true, aboveEncodeSeconds: ABOVE_SECONDS },
  }));
  await makeClip(short, { rate: '30000/1001', seconds: 2 });
  await makeClip(long, { rate: '30000/1001', seconds: 10 });
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

describe('the two engines', () => {
  it('share the work by predicted length, say why, and make alike', async () => {
    await upload(stack.s3, 'short.mp4', readFileSync(short));
    await upload(stack.s3, 'long.mp4', readFileSync(long));
    const routed = (key: string) =>
      stack.until(one => one.event === 'routed' && one.source?.key === key && one.rendition === '720p');
    expect(await routed('short.mp4')).toMatchObject({ engine: 'ffmpeg' });
    expect(await routed('long.mp4')).toMatchObject({
      engine: 'mediaconvert',
      reason: expect.stringMatching(/^predicted encode of .* s is over the limit of 0\.4 s$/),
    });
    for (const rendition of ['720p', '1080p']) {
      const [byFfmpeg, byMediaConvert] = await Promise.all(
        ['short.mp4', 'long.mp4'].map(async key => {
          const { output } = await stack.complete(key, rendition);
          if (!output) throw new Error('no output');
          return fetchFacts(stack.s3, output, project.dir);
        }),
      );
      const { duration: shortSeconds, ...shortFacts } = byFfmpeg ?? { duration: 0 };
      const { duration: longSeconds, ...longFacts } = byMediaConvert ?? { duration: 0 };
      expect(longFacts).toEqual(shortFacts);
      expect(shortFacts).toMatchObject({ height: 240, codec: 'h264', fps: '30000/1001', audioCodec: 'aac' });
      expect(shortSeconds).toBeCloseTo(2, 1);
      expect(longSeconds).toBeCloseTo(10, 1);
    }
  });

  it('leave no staged object behind, and progress from both was told', async () => {
    await stack.complete('long.mp4', '720p');
    expect(await keysOf(stack.s3, 'fanreel-720p')).toEqual(expect.not.arrayContaining([/^\.fanreel/]));
    expect((await keysOf(stack.s3, 'fanreel-720p')).filter(key => key.startsWith('.fanreel/'))).toEqual([]);
    const progress = stack.events.filter(one => one.event === 'progress' && one.engine === 'mediaconvert');
    expect(progress.length).toBeGreaterThan(0);
  });

  it('put the original message of a canceled job into the DLQ, with the reason', async () => {
    const canceled = join(project.dir, 'canceled.mp4');
    // Still under way when this test, which hears of it by the status topic, cancels it.
    await makeClip(canceled, { size: '640x360', seconds: 15 });
    await upload(stack.s3, 'canceled.mp4', readFileSync(canceled));
    await stack.until(
      one => one.event === 'routed' && one.source?.key === 'canceled.mp4' && one.rendition === '1080p',
    );
    const open = async () => {
      const jobs = await Promise.all(
        (['SUBMITTED', 'PROGRESSING'] as const).map(Status =>
          stack.mediaConvert.send(new ListJobsCommand({ Status, MaxResults: 20 })),
        ),
      );
      return jobs.flatMap(({ Jobs = [] }) => Jobs).find(job => job.UserMetadata?.rendition === '1080p');
    };
    const job = await open();
    await stack.mediaConvert.send(new CancelJobCommand({ Id: job?.Id }));
    const letter = await stack.until(one => one.event === 'dead-lettered' && one.rendition === '1080p');
    expect(letter.reason).toMatch(/was canceled/);
    expect(String(letter.body)).toContain('canceled.mp4');
  });

  it('have a dead letter whose redrive makes it after all', async () => {
    const dlq = 'arn:aws:sqs:us-east-1:000000000000:fanreel-1080p-dlq';
    await stack.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlq }));
    expect(await stack.complete('canceled.mp4', '1080p')).toMatchObject({ engine: 'mediaconvert' });
  });

  it('stop at MediaConvert, too, when somebody cancels the job, and nobody hears of a failure', async () => {
    const key = 'unwanted.mp4';
    const unwanted = join(project.dir, key);
    await makeFilm(unwanted, { size: '1280x720', seconds: 40 });
    await upload(stack.s3, key, readFileSync(unwanted));
    const is = (event: string, rendition: string) => (one: StackEvent) =>
      one.event === event && one.source?.key === key && one.rendition === rendition;
    for (const rendition of ['720p', '1080p']) await stack.until(is('routed', rendition));
    const command = [
      join(project.dir, 'cli/fanreel.ts'),
      'cancel',
      key,
      '--json',
      '--endpoint',
      stack.endpoint,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, command);
    const { renditions } = JSON.parse(stdout) as { renditions: object[] };
    expect(renditions).toMatchObject([
      { rendition: '720p', was: 'submitted', now: 'dropped' },
      { rendition: '1080p', was: 'submitted', now: 'dropped' },
    ]);
    for (const rendition of ['720p', '1080p']) await stack.until(is('dropped', rendition));
    const { Jobs = [] } = await stack.mediaConvert.send(new ListJobsCommand({ MaxResults: 2 }));
    expect(Jobs.map(({ Status }) => Status)).toEqual(['CANCELED', 'CANCELED']);
    for (const rendition of ['720p', '1080p']) {
      expect(await keysOf(stack.s3, `fanreel-${rendition}`)).not.toContain(key);
    }
    expect(stack.events.filter(is('failed', '720p'))).toEqual([]);
  });

  it('name job, source and rendition in every line of the logs, metrics too', async () => {
    const lines = () => functionLogs(dataFolder(project.dir));
    const count = (name: string, metric: string) =>
      lines().filter(line => line.function === `fanreel-${name}` && metric in line).length;
    // The last thing to be written: the dead letter of the canceled job comes first.
    await expect.poll(() => count('job-state', 'failures-input'), { timeout: 10_000 }).toBe(1);
    expect(count('720p', 'engine-ffmpeg')).toBeGreaterThan(0);
    expect(count('720p', 'jobs-submitted')).toBeGreaterThan(0);
    expect(count('job-state', 'usd-mediaconvert')).toBeGreaterThan(0);
    for (const line of lines()) {
      expect(line, JSON.stringify(line)).toMatchObject({
        jobId: expect.stringMatching(/^[0-9a-f]{32}$/),
        rendition: expect.stringMatching(/^(720p|1080p)$/),
        source: { bucket: 'fanreel-input', key: expect.stringMatching(/mp4$/), version: expect.any(String) },
        service: 'fanreel',
      });
    }
  });
});

describe('stopping in mid-encode', () => {
  it.each([
    ['a stop', 'stop'],
    ['a kill -9', 'kill'],
  ] as const)('by %s loses nothing: the next start makes both renditions', async (_, end) => {
    const key = `${end}.mp4`;
    const clip = join(project.dir, key);
    // Long enough that its encode goes on once it is told that it has begun, on a quick machine too.
    await makeClip(clip, { size: '1280x720', seconds: 5 });
    await upload(stack.s3, key, readFileSync(clip));
    await stack.until(one => one.event === 'routed' && one.source?.key === key);
    await stack[end]();
    stack = await RunningStack.start(project.dir, dataFolder(project.dir));
    for (const rendition of ['720p', '1080p']) {
      await stack.complete(key, rendition).catch(async () => {
        // It may have ended just before the stop.
        await stack.s3.send(new HeadObjectCommand({ Bucket: `fanreel-${rendition}`, Key: key }));
      });
    }
    expect(stack.events.filter(one => one.event === 'dead-lettered')).toEqual([]);
  });
});
