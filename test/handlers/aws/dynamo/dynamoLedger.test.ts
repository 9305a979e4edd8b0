import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Emulator, ensureTable, openEmulator } from '../../../../emulator/index.ts';
import { dynamoLedger } from '../../../../handlers/aws/dynamo/dynamoLedger.ts';
import { listen } from '../../../../local/machine/listen.ts';
import type { BegunJob, Ledger } from '../../../../pipeline/ports/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
const server = createServer();
let emulator: Emulator;
let ledger: Ledger;
let hasty: Ledger;

const JOB: BegunJob = {
  jobId: 'job',
  sourceId: 'in/a.mp4',
  state: 'running',
  attempts: [{ number: 1, messageId: 'm1', startedAt: '2026-11-20T10:00:00.000Z' }],
  createdAt: '2026-11-20T10:00:00.000Z',
  day: '2026-11-20',
  updatedAt: '2026-11-20T10:00:00.000Z',
  source: { bucket: 'in', key: 'a.mp4', version: 'v1', sizeBytes: 5 },
  rendition: '720p',
  presetHash: 'hash',
  message: { id: 'm1', body: '{}', attributes: {} },
  queueUrl: 'http://queue',
  outputBucket: 'out',
};

beforeAll(async () => {
  emulator = openEmulator(folder, `http://127.0.0.1:${await listen(server, 0)}`);
  const stack = { name: 'ledger', outputs: {}, createdAt: new Date() };
  server.on('request', emulator.answer({ stack, guard: () => null, rest: [] }));
  await ensureTable(emulator.dynamo, {
    TableName: 'jobs',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'jobId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'jobId', KeyType: 'HASH' }],
  });
  const documents = DynamoDBDocumentClient.from(emulator.dynamo, {
    marshallOptions: { removeUndefinedValues: true },
  });
  ledger = dynamoLedger(documents, { table: 'jobs', leaseSeconds: 60, jobDays: 1 });
  hasty = dynamoLedger(documents, { table: 'jobs', leaseSeconds: -1, jobDays: 1 });
});

afterAll(async () => {
  await emulator.close();
  await new Promise(done => server.close(done));
  rmSync(folder, { recursive: true });
});

/** How attempts end here: as anything that has what its state promises. */
const OUTPUT = {
  bucket: 'out',
  key: 'a.mp4',
  eTag: 'e',
  sizeBytes: 1,
  durationSeconds: 1,
  width: 2,
  height: 2,
};
const FAILURE = { class: 'transient', code: 'stalled', message: 'It stood still.' } as const;
const queued = { state: 'queued' as const, failure: FAILURE, attempts: JOB.attempts };
const failed = { ...queued, state: 'failed' as const };
const submitted = { state: 'submitted' as const, progress: 0, attempts: JOB.attempts };
const complete = (attempts = JOB.attempts) => ({
  state: 'complete' as const,
  output: OUTPUT,
  progress: 100,
  attempts,
});

const named = (jobId: string): BegunJob => ({ ...JOB, jobId });

it('gives a new job to the first of two workers only', async () => {
  const claims = await Promise.all(['a', 'b'].map(owner => ledger.claim(named('two'), null, owner)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect((await ledger.get('two'))?.attempts).toHaveLength(1);
});

it('keeps a job from others while its lease lives, and gives it up when the lease has ended', async () => {
  await ledger.claim(named('held'), null, 'a');
  expect(await ledger.claim(named('held'), await ledger.get('held'), 'b')).toBeNull();
  await hasty.claim(named('ended'), null, 'a');
  expect(await ledger.claim(named('ended'), await ledger.get('ended'), 'b')).toMatchObject({
    leaseOwner: 'b',
  });
});

it('does not give a job to a worker that saw it before its last change', async () => {
  await ledger.claim(named('stale'), null, 'a');
  const seen = await ledger.get('stale');
  await ledger.release('stale', 'a', queued);
  expect(await ledger.claim(named('stale'), seen, 'b')).toBeNull();
});

it('refuses the writes of a worker that has lost its lease', async () => {
  await hasty.claim(named('lost'), null, 'a');
  await ledger.claim(named('lost'), await ledger.get('lost'), 'b');
  const lost = { failureClass: 'transient', code: 'lost-lease' };
  await expect(ledger.renew('lost', 'a', 0)).rejects.toMatchObject(lost);
  await expect(ledger.release('lost', 'a', complete())).rejects.toMatchObject(lost);
  await expect(ledger.record('lost', 'b', { progress: 5 })).resolves.toBeUndefined();
});

it('settles an attempt once, and never one that is over', async () => {
  const job = await ledger.claim(named('managed'), null, 'a');
  if (!job) throw new Error('not claimed');
  await ledger.release('managed', 'a', submitted);
  const ended = job.attempts.map(attempt => ({ ...attempt, endedAt: 'now' }));
  expect(await ledger.settle(job, { progress: 50 })).toBe(true);
  expect(await ledger.settle(job, complete(ended))).toBe(true);
  expect(await ledger.settle(job, failed)).toBe(false);
  expect(await ledger.get('managed')).toMatchObject({ state: 'complete', output: OUTPUT });
});

it('lets an event that comes before the submission is written down end the attempt, and its submitter know', async () => {
  const job = await ledger.claim(named('early'), null, 'a');
  if (!job) throw new Error('not claimed');
  const ended = job.attempts.map(attempt => ({ ...attempt, endedAt: 'now' }));
  expect(await ledger.settle(job, complete(ended))).toBe(true);
  await expect(ledger.release('early', 'a', submitted)).rejects.toMatchObject({
    code: 'lost-lease',
  });
  expect(await ledger.get('early')).toMatchObject({ state: 'complete' });
});

it('notes the end of each attempt as untold until it is told, and only while that is still the state', async () => {
  const job = await ledger.claim(named('news'), null, 'a');
  if (!job) throw new Error('not claimed');
  await ledger.release('news', 'a', complete());
  await ledger.notified({ ...job, state: 'queued' });
  expect(await ledger.get('news')).toMatchObject({ state: 'complete', untold: 'yes' });
  await ledger.notified({ ...job, state: 'complete', output: OUTPUT });
  expect(await ledger.get('news')).not.toHaveProperty('untold');
});

it('puts down a message that never became a job once, with its failure', async () => {
  const { source, rendition, message, queueUrl, outputBucket } = JOB;
  const failure = { class: 'input', code: 'source-gone', message: 'There is no object "a.mp4".' } as const;
  const rejection = { source, rendition, message, queueUrl, outputBucket, failure };
  expect(await ledger.reject(rejection)).toBe(true);
  expect(await ledger.reject(rejection)).toBe(false);
});
