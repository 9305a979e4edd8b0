import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { makeClip } from '../../support/clip.ts';
import { removeScratchFolder, scratchFolder } from '../../support/ending/scratchFolder.ts';
import { copyProject, type Project } from '../../support/project.ts';
import { type Random, randomOf } from '../../support/random.ts';
import { allJobs } from '../stack/allJobs.ts';
import { tinyVideo } from '../stack/faultProject.ts';
import { type FaultStack, openFaultStack } from '../stack/faultStack.ts';
import { depth, messagesIn } from '../stack/queues.ts';
import { ownResidentMb, processesIn, signal } from '../stack/stackProcesses.ts';

export interface SoakOptions {
  seed: number;
  uploads: number;
  /** All must be done within this, seconds. */
  withinSeconds: number;
  log(line: string): void;
}

export interface SoakResult {
  seconds: number;
  kills: number;
  /** Sources that have neither an output nor a dead letter. */
  lost: string[];
  deadLetters: number;
  /** Jobs that were encoded to the end more than once. */
  duplicated: string[];
  /** Of the runtime's own process, in the order of time, MB. */
  memoryMb: number[];
}

const QUEUE = 'fanreel-tiny';

/** Enough that all workers are busy; more would only wait. */
const MOST_WAITING = 32;

/** Between two kills: some are hit at their work, and few messages twice. Milliseconds. */
const KILL_AFTER_MS = { least: 1_000, most: 4_000 };
const SAMPLE_MS = 2_000;

/** Uploads tiny videos one after the other while workers are killed at random, then counts what came out. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const project = copyProject();
  const dataDir = scratchFolder('soak');
  const stack = await openFaultStack(() => {});
  const until = performance.now() + options.withinSeconds * 1_000;
  try {
    const clip = await prepare(project);
    await stack.start({
      projectDir: project.dir,
      dataDir,
      functionEndpoint: stack.endpoint,
      seed: options.seed,
      eventShare: 0,
      losesEvents: false,
    });
    const startedAt = performance.now();
    const memoryMb: number[] = [];
    const sampling = setInterval(() => memoryMb.push(ownResidentMb(stack.pid())), SAMPLE_MS);
    const killer = new Killer(join(dataDir, 'scratch'), randomOf(options.seed));
    try {
      const keys = await uploadAll(stack, clip, { ...options, until });
      while ((await depth(stack, [QUEUE])) > 0 && performance.now() < until) await wait(200);
      const seconds = (performance.now() - startedAt) / 1_000;
      killer.stop();
      return { seconds, kills: killer.kills, memoryMb, ...(await count(stack, keys)) };
    } finally {
      clearInterval(sampling);
      killer.stop();
    }
  } finally {
    await stack.close();
    removeScratchFolder(dataDir);
    project.remove();
  }
}

async function prepare(project: Project): Promise<Buffer> {
  project.addPreset('tiny', { ...tinyVideo, encoderSpeed: 'veryfast' });
  await project.changeProfile(profile => ({ ...profile, presets: ['tiny'], leaseSeconds: 6 }));
  return readFileSync(await makeClip(join(project.dir, 'clip.mp4'), { size: '64x64', seconds: 0.2 }));
}

async function uploadAll(
  stack: FaultStack,
  Body: Buffer,
  { uploads, until, log }: SoakOptions & { until: number },
): Promise<string[]> {
  const keys: string[] = [];
  while (keys.length < uploads && performance.now() < until) {
    const room = MOST_WAITING - (await depth(stack, [QUEUE]));
    const next = Array.from(
      { length: Math.max(0, Math.min(room, uploads - keys.length)) },
      (_, index) => `soak/${keys.length + index}.mp4`,
    );
    await Promise.all(
      next.map(Key => stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key, Body }))),
    );
    const before = keys.length;
    keys.push(...next);
    if (Math.floor(before / 200) < Math.floor(keys.length / 200)) log(`${keys.length} uploaded ...`);
    await wait(100);
  }
  return keys;
}

/** Ends one worker after the other, without warning. */
class Killer {
  kills = 0;
  readonly #scratch: string;
  readonly #random: Random;
  #timer: NodeJS.Timeout | undefined;

  constructor(scratch: string, random: Random) {
    this.#scratch = scratch;
    this.#random = random;
    this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #next(): void {
    this.#timer = setTimeout(
      () => {
        const { workers } = processesIn(this.#scratch);
        if (workers.length > 0 && signal(this.#random.pick(workers), 'SIGKILL')) this.kills += 1;
        this.#next();
      },
      this.#random.between(KILL_AFTER_MS.least, KILL_AFTER_MS.most),
    );
  }
}

async function count(stack: FaultStack, keys: string[]) {
  const outputs = new Set<string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: stack.s3 }, { Bucket: QUEUE })) {
    for (const { Key = '' } of Contents) outputs.add(Key);
  }
  const letters = await messagesIn(stack, `${QUEUE}-dlq`);
  const jobs = await allJobs(stack);
  const isDead = (key: string) => letters.some(({ Body = '' }) => Body.includes(`"${key}"`));
  return {
    lost: keys.filter(key => !outputs.has(key) && !isDead(key)),
    deadLetters: letters.length,
    duplicated: jobs
      .filter(({ attempts }) => attempts.filter(({ outcome }) => outcome === 'complete').length > 1)
      .map(({ source }) => source.key),
  };
}
