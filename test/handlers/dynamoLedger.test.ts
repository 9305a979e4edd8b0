import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoLedger } from '../../handlers/aws/dynamoLedger.ts';
import { Dynamo, ensureTable } from '../../local/dynamo.ts';
import { listen } from '../../local/listen.ts';
import type { Ledger, NewJob } from '../../pipeline/ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
const dynamo = new Dynamo(folder);
const server = createServer((request, response) => dynamo.handle(request, response));
let client: DynamoDBClient;
let ledger: Ledger;
let hasty: Ledger;

const JOB: NewJob = {
  jobId: 'job',
  source: { bucket: 'in', key: 'a.mp4', version: 'v1', sizeBytes: 5 },
  rendition: '720p',
  presetHash: 'hash',
  message: { id: 'm1', body: '{}', attributes: {} },
  dlqUrl: 'http://dlq',
  outputBucket: 'out',
};

beforeAll(async () => {
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${await listen(server, 0)}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await ensureTable(client, {
    TableName: 'jobs',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'jobId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'jobId', KeyType: 'HASH' }],
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  ledger = dynamoLedger(documents, { table: 'jobs', leaseSeconds: 60, jobDays: 1 });
  hasty = dynamoLedger(documents, { table: 'jobs', leaseSeconds: -1, jobDays: 1 });
});

afterAll(async () => {
  client.destroy();
  await new Promise(done => server.close(done));
  rmSync(folder, { recursive: true });
});

const named = (jobId: string): NewJob => ({ ...JOB, jobId });

it('gives a new job to the first of two workers only', async () => {
  const claims = await Promise.all(['a', 'b'].map(owner => ledger.claim(named('two'), null, owner)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect((await ledger.get('two'))?.attempts).toHaveLength(1);
});

it('keeps a job from others while its lease lives, and gives it up when the lease has ended', async () => {
  await ledger.claim(named('held'), null, 'a');
  expect(await ledger.claim(named('held'), await ledger.get('held'), 'b')).toBeNull();
  await hasty.claim(named('ended'), null, 'a');
  const taken = await ledger.claim(named('ended'), await ledger.get('ended'), 'b');
  expect(taken?.attempts).toEqual([
    expect.objectContaining({ number: 1, outcome: 'lost' }),
    { number: 2, startedAt: expect.any(String) },
  ]);
});

it('refuses the writes of a worker that has lost its lease', async () => {
  await hasty.claim(named('lost'), null, 'a');
  await ledger.claim(named('lost'), await ledger.get('lost'), 'b');
  const lost = { failureClass: 'transient', code: 'lost-lease' };
  await expect(ledger.renew('lost', 'a')).rejects.toMatchObject(lost);
  await expect(ledger.record('lost', 'a', { state: 'complete' })).rejects.toMatchObject(lost);
  await expect(ledger.record('lost', 'b', { progress: 5 })).resolves.toBeUndefined();
});

it('settles an attempt once, and never one that is over', async () => {
  const job = await ledger.claim(named('managed'), null, 'a');
  if (!job) throw new Error('not claimed');
  await ledger.record('managed', 'a', { state: 'submitted' }, true);
  const ended = job.attempts.map(attempt => ({ ...attempt, endedAt: 'now' }));
  expect(await ledger.settle(job, 1, { progress: 50 })).toBe(true);
  expect(await ledger.settle(job, 1, { state: 'complete', attempts: ended })).toBe(true);
  expect(await ledger.settle(job, 1, { state: 'failed' })).toBe(false);
  expect(await ledger.get('managed')).toMatchObject({ state: 'complete', progress: 50 });
});

it('starts a new attempt without what the last one came to', async () => {
  await ledger.claim(named('again'), null, 'a');
  const failure = { class: 'transient', code: 'x', message: 'x' } as const;
  await ledger.record('again', 'a', { state: 'queued', failure, progress: 40 }, true);
  const again = await ledger.claim(named('again'), await ledger.get('again'), 'b');
  expect(again?.state).toBe('running');
  expect(again).not.toHaveProperty('failure');
  expect(again).not.toHaveProperty('progress');
});
