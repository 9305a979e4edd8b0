import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { readImageManifest } from '../../contract/imageManifest.ts';
import type { Job } from '../../contract/job.ts';
import { finalKey } from '../../contract/keys/finalKey.ts';
import { readManagedMetadata } from '../../contract/messages/managedEvent.ts';
import { readOutputMetadata } from '../../contract/outputMetadata.ts';
import { mediaFacts } from '../support/mediaFacts.ts';
import { makerName, type Spending, spendingOf } from './spending.ts';
import { allJobs } from './stack/allJobs.ts';
import { RENDITIONS } from './stack/faultProject.ts';
import type { FaultStack } from './stack/faultStack.ts';
import { depth, messagesIn } from './stack/queues.ts';
import { processesIn } from './stack/stackProcesses.ts';

/** What the suite knows of a source that it uploaded. */
export interface UploadedSource {
  key: string;
  /** Of its newest version; null where it was deleted. */
  eTag: string | null;
  seconds: number;
}

export interface Findings {
  /** One line each; nothing where all is as it should be. */
  violations: string[];
  lost: number;
  wrong: number;
  duplicated: number;
  deadLetters: number;
  jobs: number;
  attempts: number;
  spending: Spending;
  usd: number;
  /** The ledger's items as they were found. */
  ledger: Job[];
}

interface Seen {
  stack: FaultStack;
  dataDir: string;
  sources: UploadedSource[];
  /** Every eTag that was written under a final key, by `bucket/key`, as the wire saw it. */
  written: Map<string, Map<string, string>>;
}

/** Holds a stack that has come to rest against what must be true whatever happened, looking from outside only. */
export async function checkInvariants({ stack, dataDir, sources, written }: Seen): Promise<Findings> {
  const jobs = await allJobs(stack);
  const letters = await deadLetters(stack);
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-invariants-'));
  const lost: string[] = [];
  const wrong: string[] = [];
  const makers = new Set<string>();
  for (const source of sources) {
    for (const rendition of RENDITIONS) {
      const output = await outputOf(source, rendition, stack);
      if (output) makers.add(output.maker);
      const problem = await judge(source, rendition, output, { stack, jobs, letters, folder });
      if (problem) (problem.kind === 'lost' ? lost : wrong).push(problem.line);
    }
  }
  await rm(folder, { recursive: true });
  const duplicated = [...written].flatMap(([object, byJob]) => rewritten(object, byJob));
  const rest = [
    ...(await leftInBuckets(stack)),
    ...leftOnDisk(dataDir),
    ...unsettled(jobs),
    ...uncounted(jobs, await managedJobs(stack)),
    ...((await depth(stack)) > 0 ? ['messages are left in the queues'] : []),
  ];
  const attempts = jobs.flatMap(job => job.attempts);
  return {
    violations: [...lost, ...wrong, ...duplicated, ...rest],
    lost: lost.length,
    wrong: wrong.length,
    duplicated: duplicated.length,
    deadLetters: [...letters.values()].flat().length,
    jobs: sources.length * RENDITIONS.length,
    attempts: attempts.length,
    spending: spendingOf(jobs, makers),
    usd: attempts.reduce((sum, attempt) => sum + (attempt.usd ?? 0), 0),
    ledger: jobs,
  };
}

interface Found {
  stack: FaultStack;
  jobs: Job[];
  letters: Map<string, string[]>;
  folder: string;
}

/** An output of the newest version that is what it should be, or a dead letter whose reason the ledger tells. */
async function judge(
  source: UploadedSource,
  rendition: string,
  output: Output | null,
  found: Found,
): Promise<{ kind: 'lost' | 'wrong'; line: string } | null> {
  const name = `${source.key} ${rendition}`;
  if (output && source.eTag !== null) {
    const problem = await verify(output, source, rendition, found);
    if (problem === null) return null;
    return { kind: 'wrong', line: `${name}: ${problem}` };
  }
  const ofSource = found.jobs.filter(job => job.rendition === rendition && job.source.key === source.key);
  const reason = ofSource.find(job => job.state === 'failed' && job.failure)?.failure;
  // S3 form-encodes keys in its events; a request has them as they are.
  const spellings = [
    source.key,
    encodeURIComponent(source.key).replaceAll('%2F', '/').replaceAll('%20', '+'),
  ];
  const letter = found.letters
    .get(rendition)
    ?.some(body => spellings.some(key => body.includes(`"key":"${key}"`)));
  if (letter && reason) return null;
  // Nobody waits for what was deleted, whether a job had begun or not.
  if (source.eTag === null && ofSource.every(job => job.state === 'failed' || job.state === 'complete'))
    return null;
  const states = ofSource.map(job => `${job.state} ${job.failure?.code ?? ''}`.trim()).join(', ');
  return {
    kind: 'lost',
    line: `${name}: no output, ${letter ? 'a dead letter without a reason' : 'no dead letter'}; ledger: ${states || 'nothing'}`,
  };
}

interface Output {
  bucket: string;
  key: string;
  sourceVersion: string;
  /** Job and attempt. */
  maker: string;
}

async function outputOf(
  { key }: UploadedSource,
  rendition: string,
  { s3 }: FaultStack,
): Promise<Output | null> {
  const bucket = `fanreel-${rendition}`;
  const outputKey = rendition === 'stills' ? finalKey(null, key) : key;
  try {
    const { Metadata = {} } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: outputKey }));
    const { jobId = '', attempt = '', sourceVersion = '' } = readOutputMetadata(Metadata) ?? {};
    return { bucket, key: outputKey, sourceVersion, maker: makerName(jobId, attempt) };
  } catch {
    return null;
  }
}

async function verify(
  { bucket, key, sourceVersion }: Output,
  source: UploadedSource,
  rendition: string,
  { stack, folder }: Found,
): Promise<string | null> {
  if (sourceVersion !== source.eTag)
    return `the output is of version ${sourceVersion}, the newest is ${source.eTag}`;
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  if (rendition === 'stills') return verifyManifest(bytes, bucket, stack);
  const path = join(folder, 'output.mp4');
  await writeFile(path, bytes);
  const { height, duration, codec } = await mediaFacts(path);
  const lines = rendition === 'small' ? 240 : 144;
  if (codec !== 'h264' || height !== lines) return `it is ${codec} of ${height} lines`;
  return Math.abs(duration - source.seconds) < 0.2
    ? null
    : `it runs ${duration} s, the source ${source.seconds} s`;
}

async function verifyManifest(bytes: Uint8Array, bucket: string, { s3 }: FaultStack): Promise<string | null> {
  const { images } = readImageManifest(Buffer.from(bytes).toString());
  for (const { key, sizeBytes } of images) {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(() => null);
    if (head?.ContentLength !== sizeBytes) return `image ${key} is not as the manifest has it`;
  }
  return images.length > 0 ? null : 'its manifest is empty';
}

/** The bodies of each rendition's dead letters. */
async function deadLetters(stack: FaultStack): Promise<Map<string, string[]>> {
  const letters = new Map<string, string[]>();
  for (const rendition of RENDITIONS) {
    const messages = await messagesIn(stack, `fanreel-${rendition}-dlq`);
    letters.set(
      rendition,
      messages.map(({ Body = '' }) => Body),
    );
  }
  return letters;
}

/** One job's output has the same bytes however often it was written. */
function rewritten(object: string, byJob: Map<string, string>): string[] {
  return [...byJob].flatMap(([job, eTags]) =>
    new Set(eTags.split(' ')).size > 1 ? [`${object}: job ${job} wrote different bytes: ${eTags}`] : [],
  );
}

async function leftInBuckets({ s3 }: FaultStack): Promise<string[]> {
  const left: string[] = [];
  for (const rendition of RENDITIONS) {
    const Bucket = `fanreel-${rendition}`;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: '.fanreel/' }));
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    left.push(...Contents.map(({ Key }) => `a staged object is left: ${Bucket}/${Key}`));
    left.push(...Uploads.map(({ Key }) => `an upload in parts is left open: ${Bucket}/${Key}`));
  }
  return left;
}

function leftOnDisk(dataDir: string): string[] {
  const scratch = join(dataDir, 'scratch');
  const { ffmpegs, managed } = processesIn(scratch);
  const files = existsSync(scratch)
    ? readdirSync(scratch, { recursive: true, encoding: 'utf8' }).filter(name =>
        statSync(join(scratch, name), { throwIfNoEntry: false })?.isFile(),
      )
    : [];
  return [
    ...[...ffmpegs, ...managed].map(pid => `ffmpeg ${pid} still runs`),
    ...files.map(name => `a file is left in scratch: ${name}`),
  ];
}

function unsettled(jobs: Job[]): string[] {
  const open = jobs.filter(({ state }) => ['queued', 'running', 'submitted'].includes(state));
  return open.map(job => `${job.source.key} ${job.rendition}: still ${job.state} at rest`);
}

/** Every attempt has ended and has its price, and MediaConvert made no more than the ledger knows of. */
function uncounted(jobs: Job[], managed: Map<string, string[]>): string[] {
  const unpriced = jobs.flatMap(job =>
    job.attempts
      .filter(
        ({ endedAt, billedSeconds, usd }) => !endedAt || billedSeconds === undefined || usd === undefined,
      )
      .map(attempt => `${job.source.key} ${job.rendition}: attempt ${attempt.number} has no end or no price`),
  );
  const known = new Set(jobs.flatMap(job => job.attempts.map(({ managedJobId }) => managedJobId)));
  const unknown = [...managed].flatMap(([jobId, ids]) =>
    ids.filter(id => !known.has(id)).map(id => `MediaConvert job ${id} of ${jobId} is in no attempt`),
  );
  return [...unpriced, ...unknown];
}

/** The jobs that MediaConvert ended well, and so billed, by the job of ours. */
async function managedJobs({ mediaConvert }: FaultStack): Promise<Map<string, string[]>> {
  const byJob = new Map<string, string[]>();
  let NextToken: string | undefined;
  do {
    const page = await mediaConvert.send(
      new ListJobsCommand({ Status: 'COMPLETE', MaxResults: 20, ...(NextToken && { NextToken }) }),
    );
    for (const { Id = '', UserMetadata } of page.Jobs ?? []) {
      const { jobId = '' } = readManagedMetadata(UserMetadata) ?? {};
      byJob.set(jobId, [...(byJob.get(jobId) ?? []), Id]);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return byJob;
}

/** S3's eTag of a body that was put in one piece. */
export function eTagOf(body: Buffer): string {
  return createHash('md5').update(body).digest('hex');
}
