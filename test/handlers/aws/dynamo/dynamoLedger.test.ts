import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, RunningJob } from '../../../../contract/job.ts';
import { beatKey } from '../../../../contract/ledger/beat.ts';
import { INDEXES } from '../../../../contract/ledgerTable.ts';
import { type Emulator, ensureTable, openEmulator } from '../../../../emulator/index.ts';
import { dynamoLedger } from '../../../../handlers/aws/dynamo/dynamoLedger.ts';
import { listen } from '../../../../local/machine/listen.ts';
import type { Plan } from '../../../../media/plan/plan.ts';
import { rejectedJob } from '../../../../pipeline/outcomes/rejectedJob.ts';
import type { BegunJob, Ledger } from '../../../../pipeline/ports/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
const server = createServer();
let emulator: Emulator;
let documents: DynamoDBDocumentClient;
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
  documents = DynamoDBDocumentClient.from(emulator.dynamo, {
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

/** A worker whose function lives for another minute. */
const by = (owner: string) => ({ owner, aliveUntil: Date.now() + 60_000 });

const claimed = async (taker: Ledger, job: BegunJob, owner: string): Promise<RunningJob> => {
  const taken = await taker.claim(job, await taker.get(job.jobId), by(owner));
  if (!taken) throw new Error(`${owner} did not get ${job.jobId}`);
  return taken;
};

async function rawItem(Key: { jobId: string }) {
  return (await documents.send(new GetCommand({ TableName: 'jobs', Key, ConsistentRead: true }))).Item;
}

const SIGN = { encodeSeconds: 0 };

const TO_MEDIACONVERT = {
  engine: 'mediaconvert' as const,
  reason: 'it is long',
  plan: { kind: 'video' } as Plan,
  attempts: JOB.attempts,
  message: { id: 'm1', body: '{}', attributes: {} },
};

/** The same job as its second attempt begins. */
const again = (jobId: string): BegunJob => ({
  ...named(jobId),
  attempts: [...JOB.attempts, { number: 2, messageId: 'm2', startedAt: '2026-11-20T11:00:00.000Z' }],
  updatedAt: '2026-11-20T11:00:00.000Z',
});

const named = (jobId: string): BegunJob => ({ ...JOB, jobId });

it('gives a new job to the first of two workers only', async () => {
  const claims = await Promise.all(['a', 'b'].map(owner => ledger.claim(named('two'), null, by(owner))));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect((await ledger.get('two'))?.attempts).toHaveLength(1);
});

it('keeps a job from others while its lease lives, and gives it up when the lease has ended', async () => {
  await ledger.claim(named('held'), null, by('a'));
  expect(await ledger.claim(again('held'), await ledger.get('held'), by('b'))).toBeNull();
  await hasty.claim(named('ended'), null, by('a'));
  expect(await ledger.claim(again('ended'), await ledger.get('ended'), by('b'))).toMatchObject({
    leaseOwner: 'b',
  });
});

it('does not give a job to a worker that saw it before its last change', async () => {
  await ledger.claim(named('stale'), null, by('a'));
  const seen = await ledger.get('stale');
  await ledger.release('stale', 'a', queued);
  expect(await ledger.claim(again('stale'), seen, by('b'))).toBeNull();
});

it('refuses the writes of a worker that has lost its lease', async () => {
  const late = await claimed(hasty, named('lost'), 'a');
  const next = await claimed(ledger, again('lost'), 'b');
  const lost = { failureClass: 'transient', code: 'lost-lease' };
  await expect(ledger.renew(late, 'a', SIGN)).rejects.toMatchObject(lost);
  await expect(ledger.release('lost', 'a', complete())).rejects.toMatchObject(lost);
  await expect(ledger.renew(next, 'b', SIGN)).resolves.toBeUndefined();
  await expect(ledger.renew(late, 'a', SIGN)).rejects.toMatchObject(lost);
});

it('keeps a job from others while its worker beats, though its own item stays as it is', async () => {
  const job = await claimed(hasty, named('beats'), 'a');
  await ledger.renew(job, 'a', { ...SIGN, progress: 40, engine: 'ffmpeg' });
  const seen = await ledger.get('beats');
  expect(seen).toMatchObject({ progress: 40, engine: 'ffmpeg', attempts: [{ engine: 'ffmpeg' }] });
  expect(seen?.updatedAt).toBe(job.updatedAt);
  expect(await ledger.claim(again('beats'), seen, by('b'))).toBeNull();
});

it('does not give a job to a worker that saw it silent before it beat again', async () => {
  const job = await claimed(hasty, named('silent'), 'a');
  const silent = await ledger.get('silent');
  await ledger.renew(job, 'a', SIGN);
  expect(await ledger.claim(again('silent'), silent, by('b'))).toBeNull();
  await expect(ledger.renew(job, 'a', SIGN)).resolves.toBeUndefined();
});

it('lets a slow worker hear that it is too late, also where the next one died as it took the job', async () => {
  const job = await claimed(hasty, named('fenced'), 'a');
  const item = await rawItem({ jobId: 'fenced' });
  const next = await claimed(hasty, again('fenced'), 'b');
  // As if b had died between its two writes.
  await documents.send(new PutCommand({ TableName: 'jobs', Item: item }));
  await expect(ledger.renew(job, 'a', SIGN)).rejects.toMatchObject({ code: 'lost-lease' });
  const third = await claimed(ledger, again('fenced'), 'c');
  await expect(ledger.renew(third, 'c', SIGN)).resolves.toBeUndefined();
  await expect(ledger.renew(next, 'b', SIGN)).rejects.toMatchObject({ code: 'lost-lease' });
});

it("takes no beat of a job's earlier life for one of its worker", async () => {
  const old = await claimed(
    ledger,
    { ...named('reborn'), attempts: [...JOB.attempts, ...JOB.attempts] },
    'a',
  );
  await ledger.renew(old, 'a', SIGN);
  await documents.send(new DeleteCommand({ TableName: 'jobs', Key: { jobId: 'reborn' } }));
  const createdAt = '2027-11-20T10:00:00.000Z';
  const job = await claimed(ledger, { ...named('reborn'), createdAt }, 'b');
  await expect(ledger.renew(job, 'b', { ...SIGN, progress: 3 })).resolves.toBeUndefined();
  expect(await ledger.get('reborn')).toMatchObject({ leaseOwner: 'b', progress: 3 });
});

describe("beside an older version's workers, which renew the lease in the job's item", () => {
  /** Under which an older version takes a job. */
  const olderMayTake = (item: Record<string, unknown> | undefined, now: number) =>
    item?.leaseOwner === undefined || (item.leaseUntil as number) < now;

  it('a job is not taken while the older one holds it, and is when it is not heard of any more', async () => {
    const held = { ...named('older'), leaseOwner: 'a', leaseUntil: Date.now() + 60_000, expiresAt: 1 };
    await documents.send(new PutCommand({ TableName: 'jobs', Item: held }));
    const seen = await ledger.get('older');
    expect(await ledger.claim(again('older'), seen, by('b'))).toBeNull();
    const silent = { ...held, leaseUntil: Date.now() - 1 };
    await documents.send(new PutCommand({ TableName: 'jobs', Item: silent }));
    // Seen silent, and renewed since.
    const late = await ledger.get('older');
    await documents.send(new PutCommand({ TableName: 'jobs', Item: held }));
    expect(await ledger.claim(again('older'), late, by('b'))).toBeNull();
    await documents.send(new PutCommand({ TableName: 'jobs', Item: silent }));
    expect(await claimed(ledger, again('older'), 'b')).toMatchObject({ leaseOwner: 'b' });
  });

  it('a job is not given to an older one before the function of whoever has it must have ended', async () => {
    await claimed(hasty, named('newer'), 'a');
    const item = await rawItem({ jobId: 'newer' });
    expect(olderMayTake(item, Date.now() + 59_000)).toBe(false);
    expect(olderMayTake(item, Date.now() + 61_000)).toBe(true);
  });
});

it('keeps of a beat nothing by which an index would find it, so that it costs one write unit', async () => {
  const job = await claimed(ledger, named('cheap'), 'a');
  const reason = 'predicted encode of 41 s and 132 MB of scratch fit the function';
  const sign = {
    engine: 'ffmpeg',
    reason,
    predictedSeconds: 41.2,
    encodeSeconds: 17.384,
    progress: 57,
  } as const;
  await ledger.renew(job, 'a', sign);
  const beat = (await rawItem(beatKey(job))) ?? {};
  const partitions: string[] = Object.values(INDEXES).map(({ partition }) => partition);
  expect(Object.keys(beat).filter(name => partitions.includes(name))).toEqual([]);
  expect(JSON.stringify(beat).length).toBeLessThan(1_024);
});

it('settles an attempt once, and never one that is over', async () => {
  const job = await ledger.claim(named('managed'), null, by('a'));
  if (!job) throw new Error('not claimed');
  await ledger.record('managed', 'a', TO_MEDIACONVERT);
  const attempts = [{ ...job.attempts[0], managedJobId: 'mc-1' }] as Job['attempts'];
  await ledger.release('managed', 'a', { ...submitted, attempts });
  const ended = job.attempts.map(attempt => ({ ...attempt, endedAt: 'now' }));
  const open = (await ledger.get('managed')) as Job;
  expect(await ledger.settle(open, { progress: 50 })).toBe(true);
  expect(await ledger.settle(open, { progress: 40 })).toBe(false);
  expect(await ledger.get('managed')).toMatchObject({ state: 'submitted', progress: 50 });
  expect(await ledger.settle(job, complete(ended))).toBe(true);
  expect(await ledger.settle(job, failed)).toBe(false);
  expect(await ledger.get('managed')).toMatchObject({ state: 'complete', output: OUTPUT });
});

it('lets an event that comes before the submission is written down end the attempt, and its submitter know', async () => {
  const job = await ledger.claim(named('early'), null, by('a'));
  if (!job) throw new Error('not claimed');
  const ended = job.attempts.map(attempt => ({ ...attempt, endedAt: 'now' }));
  expect(await ledger.settle(job, complete(ended))).toBe(true);
  await expect(ledger.release('early', 'a', submitted)).rejects.toMatchObject({
    code: 'lost-lease',
  });
  expect(await ledger.get('early')).toMatchObject({ state: 'complete' });
});

it('notes the end of each attempt as untold until it is told, and only while that is still the state', async () => {
  const job = await ledger.claim(named('news'), null, by('a'));
  if (!job) throw new Error('not claimed');
  await ledger.release('news', 'a', complete());
  await ledger.notified({ ...job, state: 'queued' });
  expect(await ledger.get('news')).toMatchObject({ state: 'complete', untold: 'yes' });
  await ledger.notified({ ...job, state: 'complete', output: OUTPUT });
  expect(await ledger.get('news')).not.toHaveProperty('untold');
});

it('puts down a message that never became a job once, with its failure', async () => {
  const { source, rendition, queueUrl, outputBucket } = JOB;
  const message = { id: 'm1', body: '{}', attributes: {} };
  const failure = { class: 'input', code: 'source-gone', message: 'There is no object "a.mp4".' } as const;
  const rejection = rejectedJob({ source, rendition, message, queueUrl, outputBucket, failure });
  expect(await ledger.reject(rejection)).toBe(true);
  expect(await ledger.reject(rejection)).toBe(false);
  expect(await ledger.get(rejection.jobId)).toMatchObject({ failure, untold: 'yes' });
});

it('what is read of several items at once is one request, and each is told what it asked for', async () => {
  const wish = { wishes: { title: 'A title' } };
  const message = { id: 'm-both', sentAt: '2026-11-20T10:00:00.000Z' };
  await ledger.request(JOB.source, 'both', wish, message);
  await ledger.claim({ ...JOB, jobId: 'both' }, null, { owner: 'a', aliveUntil: Date.now() + 60_000 });
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  server.on('request', count);
  const [wished, job, none] = await Promise.all([
    ledger.requested(JOB.source, 'both'),
    ledger.get('both'),
    ledger.get('nobody'),
  ]);
  server.off('request', count);
  expect(requests).toBe(1);
  expect([wished, job?.jobId, none]).toEqual([wish, 'both', null]);
});
