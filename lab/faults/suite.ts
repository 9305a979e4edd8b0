import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CancelJobCommand, ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { PurgeQueueCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { writeRequest } from '../../contract/messages/request.ts';
import { OUTPUT_METADATA } from '../../contract/outputMetadata.ts';
import { type Random, randomOf } from '../support/random.ts';
import { type Answered, startProxy } from './inject/proxy.ts';
import { mountScratch, type ScratchDisk } from './inject/scratchDisk.ts';
import { Tally } from './inject/tally.ts';
import { WorkerFaults } from './inject/workerFaults.ts';
import { checkInvariants, eTagOf, type Findings, type UploadedSource } from './invariants.ts';
import { allJobs } from './stack/allJobs.ts';
import {
  changePreset,
  faultProject,
  RENDITIONS,
  type SourceClip,
  type SourceClips,
} from './stack/faultProject.ts';
import { type FaultStack, openFaultStack } from './stack/faultStack.ts';
import { depth, urlOfQueue } from './stack/queues.ts';

export interface SuiteOptions {
  seed: number;
  /** About how many faults. */
  faults: number;
  /** A job is one source and one rendition. */
  jobs: number;
  log(line: string): void;
}

export interface SuiteResult extends Findings {
  tally: Tally;
  seconds: number;
  /** Kinds of fault that this machine does not allow. */
  leftOut: string[];
}

/** Requests of a job through the proxy, on the average of many runs; of these so many are hit. */
const REQUESTS_A_JOB = 34;

/** Of all faults those that befall requests; the others befall processes, disks, MediaConvert and operators. */
const WIRE_SHARE = 0.9;

/** So many messages may wait before the next source is uploaded: enough that all workers are busy. */
const MOST_WAITING = 14;

const UPLOADS = 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads';
const FULL_MS = 1_500;

/** Within this everything must have come to rest, milliseconds. */
const REST_MS = 420_000;

/** What stands still for so long with empty queues moves no more: longer than any lease, milliseconds. */
const STANDSTILL_MS = 30_000;

/** Runs jobs through the local stack while faults are injected, then looks from outside what became of all. */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const startedAt = performance.now();
  const { project, clips } = await faultProject();
  const dataDir = mkdtempSync(join(tmpdir(), 'fanreel-faults-'));
  const scratch = join(dataDir, 'scratch');
  const disk = mountScratch(scratch);
  const tally = new Tally();
  const stack = await openFaultStack(fault => tally.add(`managed: ${fault}`));
  const perRequest = options.faults / (options.jobs * REQUESTS_A_JOB);
  const workers = new WorkerFaults({
    seed: options.seed + 1,
    scratch,
    // Eight points a job, and a few faults that come on top.
    share: (perRequest * REQUESTS_A_JOB * (1 - WIRE_SHARE)) / 24,
    tally,
  });
  const written = new Map<string, Map<string, string>>();
  const proxy = await startProxy({
    target: stack.port,
    seed: options.seed,
    share: perRequest * WIRE_SHARE,
    onFault: fault => tally.add(`wire: ${fault}`),
    onRequest: workers.onRequest,
    onAnswer: answered => {
      workers.onAnswer(answered);
      noteWrite(answered, written);
    },
  });
  const start = (run: number) =>
    stack.start({
      projectDir: project.dir,
      dataDir,
      functionEndpoint: proxy.endpoint,
      seed: options.seed + 100 + run,
      eventShare: 0.3,
      losesEvents: true,
    });
  try {
    await start(0);
    const run = new Workload({
      options,
      stack,
      clips,
      tally,
      disk,
      start,
      changePreset: () => changePreset(project),
    });
    await run.all();
    proxy.calm();
    workers.calm();
    options.log(`${tally.total} faults injected; waiting for all to come to rest ...`);
    await comeToRest(stack, project.dir);
    await redriveTwice(stack, tally);
    await comeToRest(stack, project.dir);
    const verdict = await checkInvariants({ stack, dataDir, sources: run.sources, written });
    const leftOut = [...(disk ? [] : ['disk: this user may not mount a tmpfs'])];
    return { ...verdict, tally, leftOut, seconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    workers.calm();
    await stack.close();
    await proxy.close();
    disk?.unmount();
    rmSync(dataDir, { recursive: true, force: true });
    project.remove();
  }
}

interface WorkloadParts {
  options: SuiteOptions;
  stack: FaultStack;
  clips: SourceClips;
  tally: Tally;
  disk: ScratchDisk | null;
  start(run: number): Promise<void>;
  changePreset(): void;
}

/** Uploads one source after the other, and does what operators and users do meanwhile. */
class Workload {
  readonly sources: UploadedSource[] = [];
  readonly #parts: WorkloadParts;
  readonly #random: Random;
  readonly #later: Promise<void>[] = [];
  #runs = 0;

  constructor(parts: WorkloadParts) {
    this.#parts = parts;
    this.#random = randomOf(parts.options.seed + 2);
  }

  async all(): Promise<void> {
    const count = Math.ceil(this.#parts.options.jobs / RENDITIONS.length);
    const acts = this.#acts(count);
    for (let index = 0; index < count; index += 1) {
      await this.#room();
      await this.#upload(index);
      for (const act of acts.get(index) ?? []) await act();
    }
    await Promise.all(this.#later);
  }

  /** What befalls the whole stack, by the source after which it does. */
  #acts(count: number): Map<number, (() => Promise<void>)[]> {
    const acts = new Map<number, (() => Promise<void>)[]>();
    const at = (share: number, act: () => Promise<void>) => {
      const index = Math.floor(share * count);
      acts.set(index, [...(acts.get(index) ?? []), act]);
    };
    for (const share of [0.2, 0.8]) at(share, () => this.#powerCut());
    at(0.5, () => this.#redeploy());
    at(0.65, () => this.#purge());
    for (let share = 0.1; share < 1; share += 0.15) at(share, () => this.#fillDisk());
    for (let share = 0.05; share < 1; share += 0.1) at(share, () => this.#cancel());
    at(0.9, () => redriveTwice(this.#parts.stack, this.#parts.tally));
    return acts;
  }

  async #room(): Promise<void> {
    while ((await depth(this.#parts.stack).catch(() => MOST_WAITING)) >= MOST_WAITING) await wait(150);
  }

  async #upload(index: number): Promise<void> {
    const { clips } = this.#parts;
    const key = `uploads/source ${String(index).padStart(4, '0')}.mp4`;
    const isLong = this.#random.chance(0.15);
    const clip = isLong ? clips.long : this.#random.pick(clips.short);
    const source: UploadedSource = { key, eTag: eTagOf(clip.body), seconds: clip.seconds };
    this.sources.push(source);
    await this.#put(key, clip.body);
    const fate = this.#random.next();
    const afterMs = this.#random.between(100, 2_500);
    const other = clips.short.find(one => one !== clip) as SourceClip;
    if (fate < 0.04) this.#soon(afterMs, () => this.#replace(source, other));
    else if (fate < 0.07) this.#soon(afterMs, () => this.#remove(source));
    else if (fate < 0.12) this.#soon(afterMs, () => this.#publish(key, 'published again'));
    else if (fate < 0.15) this.#soon(6_000 + afterMs, () => this.#publish(key, 'event comes late'));
  }

  #soon(ms: number, act: () => Promise<void>): void {
    this.#later.push(wait(ms).then(act));
  }

  async #put(key: string, Body: Buffer): Promise<void> {
    await this.#parts.stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body }));
  }

  async #replace(source: UploadedSource, { body, seconds }: SourceClip): Promise<void> {
    await this.#put(source.key, body);
    Object.assign(source, { eTag: eTagOf(body), seconds });
    this.#parts.tally.add('operator: source replaced');
  }

  async #remove(source: UploadedSource): Promise<void> {
    await this.#parts.stack.s3.send(new DeleteObjectCommand({ Bucket: 'fanreel-input', Key: source.key }));
    source.eTag = null;
    this.#parts.tally.add('operator: source deleted');
  }

  async #publish(key: string, kind: string): Promise<void> {
    const request = writeRequest({ source: { bucket: 'fanreel-input', key } });
    await this.#parts.stack.sns.send(new PublishCommand({ TopicArn: UPLOADS, Message: request }));
    this.#parts.tally.add(`operator: ${kind}`);
  }

  /** kill -9 of the whole runtime. */
  async #powerCut(): Promise<void> {
    const { stack, start, tally } = this.#parts;
    await stack.kill();
    tally.add('runtime killed');
    await start(++this.#runs);
  }

  async #redeploy(): Promise<void> {
    const { stack, start, tally, changePreset: change } = this.#parts;
    await stack.stop();
    change();
    tally.add('operator: deployed a changed preset');
    await start(++this.#runs);
  }

  async #purge(): Promise<void> {
    const { stack, tally } = this.#parts;
    await stack.sqs.send(new PurgeQueueCommand({ QueueUrl: urlOfQueue(stack, 'fanreel-tiny') }));
    tally.add('operator: purged a queue');
  }

  /** A person cancels a job in MediaConvert's console. */
  async #cancel(): Promise<void> {
    const { stack, tally } = this.#parts;
    const { Jobs = [] } = await stack.mediaConvert.send(
      new ListJobsCommand({ Status: 'PROGRESSING', MaxResults: 20 }),
    );
    const [job] = Jobs;
    if (!job) return;
    const canceled = await stack.mediaConvert.send(new CancelJobCommand({ Id: job.Id })).catch(() => null);
    if (canceled) tally.add('managed: canceled');
  }

  async #fillDisk(): Promise<void> {
    const { disk, tally } = this.#parts;
    if (!disk) return;
    disk.fill(FULL_MS);
    tally.add('disk: scratch full');
  }
}

/** As two operators who do not know of each other: SQS takes one task a queue. */
async function redriveTwice({ sqs }: FaultStack, tally: Tally): Promise<void> {
  for (const rendition of RENDITIONS) {
    const SourceArn = `arn:aws:sqs:us-east-1:000000000000:fanreel-${rendition}-dlq`;
    const starts = [1, 2].map(() => sqs.send(new StartMessageMoveTaskCommand({ SourceArn })));
    await Promise.allSettled(starts);
    tally.add('operator: redrove twice');
  }
}

/** Until no message is left, nothing is under way, and reconcile finds nothing more to do. */
async function comeToRest(stack: FaultStack, projectDir: string): Promise<void> {
  const until = performance.now() + REST_MS;
  let before = '';
  let movedAt = performance.now();
  for (;;) {
    await quiet(stack, until);
    const { republished, waiting } = await reconcile(stack, projectDir);
    const open = (await allJobs(stack)).filter(({ state }) =>
      ['queued', 'running', 'submitted'].includes(state),
    );
    if (republished + waiting + open.length + (await depth(stack)) === 0) return;
    const now = JSON.stringify(open.map(({ jobId, state, updatedAt }) => [jobId, state, updatedAt]));
    if (now !== before || republished > 0) movedAt = performance.now();
    before = now;
    // The invariants tell what is open.
    if (performance.now() > until || performance.now() - movedAt > STANDSTILL_MS) return;
    await wait(2_000);
  }
}

async function quiet(stack: FaultStack, until: number): Promise<void> {
  while ((await depth(stack)) > 0 && performance.now() < until) await wait(250);
}

interface Receipts {
  republished: unknown[];
  renditions: Record<string, { queued: number; running: number; submitted: number; missing: number }>;
}

/** What an operator runs, as he runs it: how many jobs it asked for again, and how many renditions are still to come. */
async function reconcile(
  { endpoint }: FaultStack,
  projectDir: string,
): Promise<{ republished: number; waiting: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(projectDir, 'cli/fanreel.ts'),
    ...['reconcile', '--json', '--older-than', '10s', '--endpoint', endpoint],
  ]);
  const { republished, renditions } = JSON.parse(stdout) as Receipts;
  const waiting = Object.values(renditions).map(
    one => one.queued + one.running + one.submitted + one.missing,
  );
  return { republished: republished.length, waiting: waiting.reduce((sum, count) => sum + count, 0) };
}

/** Objects under final keys, with the job that wrote them. */
function noteWrite(
  { asked, url, headers, status, eTag = '' }: Answered,
  written: Map<string, Map<string, string>>,
): void {
  const job = String(headers[`x-amz-meta-${OUTPUT_METADATA.jobId}`] ?? '');
  if (asked.service !== 's3' || asked.action !== 'PUT' || status >= 300 || !job || !eTag) return;
  const object = url.split('?')[0] ?? url;
  const byJob = written.get(object) ?? new Map<string, string>();
  byJob.set(job, [byJob.get(job), eTag].filter(Boolean).join(' '));
  written.set(object, byJob);
}
