import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keysOf, upload } from '../../lab/support/buckets.ts';
import { ffmpeg, makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { runCli } from '../cli/runCli.ts';
import { functionLogs } from '../fixtures/functionLogs.ts';

const project = copyProject();
const path = (name: string) => join(project.dir, name);
let stack: RunningStack;
let mp4: Buffer;

beforeAll(async () => {
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['720p'],
    retrySeconds: 0,
    webhooks: false,
  }));
  mp4 = readFileSync(await makeClip(path('clip.mp4'), { size: '320x240', seconds: 1 }));
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

const fanreel = (...args: string[]) => runCli(args, { AWS_ENDPOINT_URL: stack.endpoint });

const ignored = (key: string) =>
  stack.until(({ event, source }) => event === 'ignored' && source?.key === key);

it('a video is made under any name that does not say that it is something else', async () => {
  const args = ['-c:v', 'mpeg2video', '-c:a', 'mp2'];
  const { dir } = project;
  await ffmpeg(
    [...['-i', 'clip.mp4', ...args], ...['-f', 'mpegts', '-mpegts_m2ts_mode', '1', '00001.MTS']],
    dir,
  );
  await ffmpeg(['-i', 'clip.mp4', ...args, '-f', 'vob', 'VTS_01_1.VOB'], dir);
  const uploads: [key: string, body: Buffer, output: string][] = [
    ['DCIM/00001.MTS', readFileSync(path('00001.MTS')), 'DCIM/00001.MTS.mp4'],
    ['VTS_01_1.VOB', readFileSync(path('VTS_01_1.VOB')), 'VTS_01_1.VOB.mp4'],
    ['Clip.Mp4', mp4, 'Clip.Mp4.mp4'],
    ['upload-123', mp4, 'upload-123'],
    ['movie.bin', readFileSync(path('VTS_01_1.VOB')), 'movie.bin'],
  ];
  for (const [key, body] of uploads) await upload(stack.s3, key, body);
  for (const [key, , output] of uploads) {
    expect((await stack.complete(key, '720p')).output?.key).toBe(output);
  }
  expect(await keysOf(stack.s3, 'fanreel-720p')).toEqual(uploads.map(([, , output]) => output).toSorted());
});

it('a video of a container that is not taken is refused aloud', async () => {
  await ffmpeg(['-i', 'clip.mp4', '-c:v', 'mpeg2video', '-an', 'clip.mxf'], project.dir);
  await upload(stack.s3, 'clip.mxf', readFileSync(path('clip.mxf')));
  const failed = await stack.until(({ event, source }) => event === 'failed' && source?.key === 'clip.mxf');
  expect(failed.failure).toMatchObject({ code: 'container', message: expect.stringContaining('MXF') });
});

it('what is not a video is left alone for a reason that can be looked up, and leaves nothing behind', async () => {
  const others: [key: string, body: Buffer, why: RegExp][] = [
    ['notes.TXT', Buffer.from('hello'), /is not a video by its name \(\.txt\)/],
    ['list.yaml', Buffer.from('{}'), /is not a video by its name \(\.yaml\)/],
    ['photo', Buffer.from('ffd8ffe000104a464946', 'hex'), /is not a video by its content \(a JPEG picture\)/],
    ['folder/', Buffer.alloc(0), /is a folder marker/],
    ['_SUCCESS', Buffer.alloc(0), /is empty/],
  ];
  // A job's beat and plan lie beside it, and what its source came to as a whole.
  const items = async () =>
    ((await stack.dynamo.send(new ScanCommand({ TableName: 'fanreel-jobs' }))).Items ?? []).filter(
      ({ jobId }) => !/^(beat|plan|source)\//.test(jobId),
    ).length;
  const before = await items();
  for (const [key, body] of others) await upload(stack.s3, key, body);
  for (const [key, , why] of others) {
    expect((await ignored(key)).reason).toMatch(why);
    expect(await fanreel('status', key)).toMatchObject({ stdout: expect.stringMatching(why), stderr: '' });
  }
  // Behind all of them in the same queue.
  await upload(stack.s3, 'marker.mp4', mp4);
  await stack.complete('marker.mp4', '720p');
  expect(await items()).toBe(before + 1);
  const lines = functionLogs(dataFolder(project.dir)).filter(line => line.function === 'fanreel-720p');
  for (const [key, , why] of others) {
    const line = lines.find(({ message }) => why.test(String(message)) && String(message).includes(key));
    expect(line).toMatchObject({ level: 'INFO', source: { bucket: 'fanreel-input', key } });
  }
  const about = others.map(([key]) => key);
  const wrong = stack.events.filter(
    one =>
      ['received', 'failed', 'dead-lettered'].includes(one.event) && about.includes(one.source?.key ?? ''),
  );
  expect(wrong).toEqual([]);
});

it('reconcile counts videos only, whatever they are called', async () => {
  for (let runs = 0; runs < 2; runs += 1) {
    const { stdout } = await fanreel('reconcile', '--older-than', '0s', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      renditions: { '720p': { received: 7, complete: 6, failed: 1, missing: 0 } },
      troubles: [],
    });
  }
});
