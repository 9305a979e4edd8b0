import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { LedgerJob } from '../../contract/readJob.ts';
import { processesIn, signal } from '../../lab/faults/stack/stackProcesses.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { CONTAINERS } from '../fixtures/containers.ts';
import { moments } from '../fixtures/smallPresets.ts';
import { jobsOfUpload } from './jobsOfUpload.ts';

const LEASE_SECONDS = 6;

/** A function keeps a minute of its time for what is around an encode: so long an encode may be predicted to take in one, seconds. */
const FUNCTION_SECONDS = 61;

const project = copyProject();
const folder = dataFolder(project.dir);
let stack: RunningStack;
let long: Buffer;
let short: Buffer;

beforeAll(async () => {
  project.addPreset('thumbnails', moments);
  await project.changeProfile(profile => ({
    ...profile,
    webhooks: false,
    presets: ['720p', 'thumbnails'],
    function: { ...profile.function, timeoutSeconds: FUNCTION_SECONDS },
    mediaConvert: { ...profile.mediaConvert, enabled: false },
    compute: { thumbnails: 'kubernetes' },
    containers: { ...CONTAINERS, longJobs: 'kubernetes' },
    retrySeconds: 0,
    leaseSeconds: LEASE_SECONDS,
  }));
  long = readFileSync(await makeClip(join(project.dir, 'long.mp4'), { size: '1280x720', seconds: 6 }));
  short = readFileSync(await makeClip(join(project.dir, 'short.mp4'), { size: '256x144', seconds: 1 }));
  stack = await RunningStack.start(project.dir, folder);
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

async function upload(key: string, body: Buffer): Promise<void> {
  await stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body: body }));
}

function complete(key: string, rendition: string) {
  return stack.until(
    one => one.event === 'complete' && one.source?.key === key && one.rendition === rendition,
  );
}

async function jobOf(key: string, rendition: string): Promise<LedgerJob> {
  const found = (await jobsOfUpload(stack, key)).find(one => one.rendition === rendition);
  if (!found) throw new Error(`There is no ${rendition} of ${key}.`);
  return found;
}

const madeBy = ({ attempts }: LedgerJob) =>
  attempts.map(({ engine, compute = 'function', outcome }) => `${engine} in a ${compute}: ${outcome}`);

const containers = () => processesIn(folder).containers;

it('a rendition that the profile has made in containers is, and the other one’s short jobs are made by its function', async () => {
  await upload('short.mp4', short);
  await Promise.all([complete('short.mp4', '720p'), complete('short.mp4', 'thumbnails')]);
  expect(madeBy(await jobOf('short.mp4', '720p'))).toEqual(['ffmpeg in a function: complete']);
  expect(madeBy(await jobOf('short.mp4', 'thumbnails'))).toEqual(['ffmpeg in a container: complete']);
});

it('what the function has no time for goes to a container, and comes out', async () => {
  await upload('long.mp4', long);
  await complete('long.mp4', '720p');
  const job = await jobOf('long.mp4', '720p');
  expect(madeBy(job)).toEqual(['container in a function: handed-on', 'ffmpeg in a container: complete']);
  const [handed, made] = job.attempts;
  expect(handed?.usd).toBeLessThan(made?.usd ?? 0);
});

it('a container that is killed in mid-encode leaves its job to the next one, which makes it once', async () => {
  await upload('killed.mp4', long);
  await vi.waitUntil(
    async () =>
      (await jobOf('killed.mp4', '720p').catch(() => null))?.engine === 'ffmpeg' && containers().length > 0,
    { timeout: 60_000, interval: 50 },
  );
  await vi.waitUntil(() => processesIn(folder).ffmpegs.length > 0, { timeout: 60_000, interval: 20 });
  await setTimeout(300);
  for (const worker of containers()) signal(worker, 'SIGKILL');
  await complete('killed.mp4', '720p');
  expect(madeBy(await jobOf('killed.mp4', '720p'))).toEqual([
    'container in a function: handed-on',
    'ffmpeg in a container: lost',
    'ffmpeg in a container: complete',
  ]);
});

it('all workers go once there is nothing to do', async () => {
  await vi.waitUntil(() => containers().length === 0, { timeout: 60_000, interval: 50 });
});
