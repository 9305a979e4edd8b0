import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { processesIn, signal } from '../../lab/faults/stack/stackProcesses.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { randomOf } from '../../lab/support/random.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { jobsOfUpload } from './jobsOfUpload.ts';

/** Each time a source of its own is made, and its worker is hit while it encodes. `npm run hits` has twenty of each kind. */
const HITS = Number(process.env.FANREEL_HITS ?? 1);
const LEASE_SECONDS = 6;

/** A lost worker's job is another one's so much after its lease has ended, at most; seconds. */
const TAKEN_OVER_SECONDS = 5;

/** Frames take their time: a clip has a second and more in which its worker can be hit, on a fast machine too. */
const CLIP = { size: '1280x720', seconds: 6 };

const project = copyProject();
const random = randomOf(20_261_126);
const folder = dataFolder(project.dir);
let stack: RunningStack;
let clip: Buffer;
/** Of the clip, when nobody was hit; milliseconds. */
let encodeMs: number;

beforeAll(async () => {
  await project.changeProfile(profile => ({
    ...profile,
    webhooks: false,
    presets: ['720p'],
    retrySeconds: 0,
    leaseSeconds: LEASE_SECONDS,
  }));
  clip = readFileSync(await makeClip(join(project.dir, 'clip.mp4'), CLIP));
  stack = await RunningStack.start(project.dir, folder, ['--workers', 'containers']);
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

async function upload(key: string): Promise<void> {
  await stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body: clip }));
}

const workers = () => processesIn(folder).containers;
const encoders = () => processesIn(folder).ffmpegs;

function complete(key: string) {
  return stack.until(({ event, source }) => event === 'complete' && source?.key === key);
}

async function jobOf(key: string) {
  const [job] = await jobsOfUpload(stack, key);
  return job;
}

/** Of whom was hit, and when. */
interface Hit {
  worker: number;
  at: number;
  key: string;
}

/** Uploads one, and hits whoever makes it at any moment of its encode; one that was made sooner than any before has another after it. */
async function hitInEncode(name: NodeJS.Signals, round: number): Promise<Hit> {
  for (let tries = 0; ; tries += 1) {
    const key = `${name}-${round}-${tries}.mp4`;
    await upload(key);
    await vi.waitUntil(() => encoder() !== undefined, { timeout: 60_000, interval: 20 });
    await setTimeout(random.between(20, Math.max(100, 0.75 * encodeMs)));
    const worker = encoder();
    if (worker !== undefined) {
      expect(signal(worker, name)).toBe(true);
      return { worker, at: Date.now(), key };
    }
    await complete(key);
  }
}

/** The worker that has an ffmpeg. */
function encoder(): number | undefined {
  const folders = encoders().map(folderOf);
  return workers().find(worker => {
    const own = folderOf(worker);
    return own !== '' && folders.some(one => one.startsWith(own));
  });
}

/** The folder that a process works in; empty of one that has ended. */
function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

it('workers come with the first message and go when there is none', async () => {
  expect(workers()).toEqual([]);
  await upload('first.mp4');
  await vi.waitUntil(() => workers().length > 0, { timeout: 60_000, interval: 20 });
  await complete('first.mp4');
  encodeMs = ((await jobOf('first.mp4'))?.attempts.at(-1)?.encodeSeconds ?? 0) * 1_000;
  await vi.waitUntil(() => workers().length === 0, { timeout: 60_000, interval: 50 });
});

it('a worker that is told to end in mid-encode gives its message back at once, or ends it, and nothing is lost or made twice', {
  timeout: HITS * 120_000,
}, async () => {
  for (let round = 0; round < HITS; round += 1) {
    const { key } = await hitInEncode('SIGTERM', round);
    await complete(key);
    const { attempts = [], state } = (await jobOf(key)) ?? {};
    expect(state).toBe('complete');
    const outcomes = attempts.map(({ outcome }) => outcome);
    expect(outcomes.at(-1)).toBe('complete');
    expect(outcomes.slice(0, -1).filter(outcome => outcome !== 'worker-stopped')).toEqual([]);
  }
});

it.each(['SIGKILL', 'SIGSTOP'] as const)(
  'a job whose worker met %s is another one’s soon after its lease has ended, and is made once',
  async name => {
    const takenOver: number[] = [];
    for (let round = 0; round < HITS; round += 1) takenOver.push(await losesItsJob(name, round));
    expect(Math.max(...takenOver)).toBeLessThan(LEASE_SECONDS + TAKEN_OVER_SECONDS);
    if (HITS > 1)
      console.log(`${name}: taken over after ${takenOver.map(one => one.toFixed(1)).join(', ')} s`);
  },
  HITS * 120_000,
);

/** Hits whoever makes it, and returns how long it took until somebody else had begun with it, seconds. */
async function losesItsJob(name: 'SIGKILL' | 'SIGSTOP', round: number): Promise<number> {
  const { worker, at, key } = await hitInEncode(name, round);
  await complete(key);
  const attempts = (await jobOf(key))?.attempts ?? [];
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'complete']);
  // One that was only asleep wakes up to find that the job is another one's.
  if (name === 'SIGSTOP') signal(worker, 'SIGCONT');
  await vi.waitUntil(() => workers().length === 0, { timeout: 60_000, interval: 50 });
  expect((await jobOf(key))?.attempts).toHaveLength(2);
  return (Date.parse(attempts.at(-1)?.startedAt ?? '') - at) / 1_000;
}
