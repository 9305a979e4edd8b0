import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OUTPUT_METADATA } from '../../contract/outputMetadata.ts';
import { checkInvariants } from '../../lab/faults/invariants/checkInvariants.ts';
import { eTagOf, type UploadedSource } from '../../lab/faults/invariants/uploadedSource.ts';
import { WrittenOutputs } from '../../lab/faults/invariants/writtenOutputs.ts';
import { allJobs } from '../../lab/faults/stack/allJobs.ts';
import { faultProject, RENDITIONS, type SourceClips } from '../../lab/faults/stack/faultProject.ts';
import { type FaultStack, openFaultStack } from '../../lab/faults/stack/faultStack.ts';
import type { Project } from '../../lab/support/project.ts';

const KEY = 'a source.mp4';
/** As a worker publishes an output. */
const PUT = {
  asked: { service: 's3' as const, action: 'PUT' },
  url: '/fanreel-tiny/x.mp4?x-id=PutObject',
  headers: { [`x-amz-meta-${OUTPUT_METADATA.jobId}`]: 'job' },
  status: 200,
};
const dataDir = mkdtempSync(join(tmpdir(), 'fanreel-invariants-'));
let project: Project;
let clips: SourceClips;
let stack: FaultStack;

beforeAll(async () => {
  ({ project, clips } = await faultProject(9));
  stack = await openFaultStack(() => {});
  await stack.start({
    projectDir: project.dir,
    dataDir,
    functionEndpoint: stack.endpoint,
    seed: 1,
    eventShare: 0,
    losesEvents: false,
  });
  await put('fanreel-input', KEY, short());
  while (!(await allComplete())) await wait(100);
});

afterAll(async () => {
  await stack?.close();
  project?.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a job that nothing befell violates no invariant', async () => {
  expect(await violations()).toEqual([]);
});

test('a source that nobody heard of is lost', async () => {
  const unheard: UploadedSource = {
    key: 'unheard of.mp4',
    eTag: eTagOf(short()),
    seconds: clips.short[0].seconds,
  };
  expect(await violations([unheard])).toEqual(
    RENDITIONS.map(name => `unheard of.mp4 ${name}: no output, no dead letter; ledger: nothing`),
  );
});

test('an output of an older version of its source is wrong', async () => {
  const found = await violations([{ ...source(), eTag: 'a newer one' }]);
  expect(found).toHaveLength(RENDITIONS.length);
  expect(found[0]).toContain('the newest is a newer one');
});

test('an output that is too short is wrong', async () => {
  expect(await violations([{ ...source(), seconds: 3 }])).toEqual([
    expect.stringContaining(`${KEY} small: it runs`),
    expect.stringContaining(`${KEY} tiny: it runs`),
  ]);
});

test('different bytes of one job under one key are seen', async () => {
  const written = new WrittenOutputs();
  for (const eTag of ['"one"', '"one"', '"other"']) written.note({ ...PUT, eTag });
  expect(await violations([], written)).toEqual([expect.stringContaining('wrote different bytes')]);
});

test('a staged object and an open upload in parts are seen', async () => {
  await put('fanreel-tiny', '.fanreel/staged.mp4', short());
  await stack.s3.send(new CreateMultipartUploadCommand({ Bucket: 'fanreel-small', Key: 'half.mp4' }));
  expect((await violations([])).sort()).toEqual([
    'a staged object is left: fanreel-tiny/.fanreel/staged.mp4',
    'an upload in parts is left open: fanreel-small/half.mp4',
  ]);
  await stack.s3.send(new DeleteObjectCommand({ Bucket: 'fanreel-tiny', Key: '.fanreel/staged.mp4' }));
});

test('a file that is left in scratch is seen', async () => {
  const folder = join(dataDir, 'scratch', 'job');
  mkdirSync(folder);
  writeFileSync(join(folder, 'source.mp4'), '');
  expect(await violations([])).toContain('a file is left in scratch: job/source.mp4');
  rmSync(folder, { recursive: true });
});

test('an attempt that did not end is seen', async () => {
  const [job] = await allJobs(stack);
  const attempts = [...(job?.attempts ?? []), { number: 9, startedAt: new Date().toISOString() }];
  await stack.dynamo.send(
    new UpdateCommand({
      TableName: 'fanreel-jobs',
      Key: { jobId: job?.jobId },
      UpdateExpression: 'SET attempts = :attempts',
      ExpressionAttributeValues: { ':attempts': attempts },
    }),
  );
  expect(await violations([])).toContain(`${KEY} ${job?.rendition}: attempt 9 has no end or no price`);
});

test('another video under the final key, and none at all, are seen', async () => {
  const { Metadata } = await stack.s3.send(new HeadObjectCommand({ Bucket: 'fanreel-tiny', Key: KEY }));
  await put('fanreel-tiny', KEY, short(), Metadata);
  await stack.s3.send(new DeleteObjectCommand({ Bucket: 'fanreel-small', Key: KEY }));
  const found = await violations();
  expect(found).toContain(`${KEY} tiny: it is h264 of 720 lines`);
  expect(found).toContain(`${KEY} small: no output, no dead letter; ledger: complete`);
});

function short(): Buffer {
  return clips.short[0].body;
}

function source(): UploadedSource {
  return { key: KEY, eTag: eTagOf(short()), seconds: clips.short[0].seconds };
}

async function violations(sources = [source()], written = new WrittenOutputs()) {
  return (await checkInvariants({ stack, dataDir, sources, others: async () => [], written })).violations;
}

async function allComplete(): Promise<boolean> {
  const jobs = await allJobs(stack);
  return jobs.filter(({ state }) => state === 'complete').length === RENDITIONS.length;
}

async function put(Bucket: string, Key: string, Body: Buffer, Metadata: Record<string, string> = {}) {
  await stack.s3.send(new PutObjectCommand({ Bucket, Key, Body, Metadata }));
}
