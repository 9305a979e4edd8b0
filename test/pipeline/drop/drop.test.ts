import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { jobIdOf } from '../../../contract/job.ts';
import { UNFINISHED } from '../../../contract/jobState.ts';
import { dynamoDrops } from '../../../handlers/aws/dynamo/dynamoDrops.ts';
import { s3Sources } from '../../../handlers/aws/s3/source/s3Sources.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import { dropJob } from '../../../pipeline/drop/dropJob.ts';
import type { DropResult } from '../../../pipeline/drop/dropWish.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import type { NewJob } from '../../../pipeline/ports/ledger.ts';
import { sweep } from '../../../pipeline/sweep/sweep.ts';
import { presetHash } from '../../../presets/schema/presetHash.ts';
import { INPUT, managedEvent, OUTPUT, PRESET, received, TABLE, withPorts } from '../support/bench.ts';
import { finish, type ManagedBench, openManagedBench, results } from '../support/managedBench.ts';

let bench: ManagedBench;
let long: Buffer;

beforeAll(async () => {
  bench = await openManagedBench();
  long = readFileSync(await makeClip(join(bench.folder, 'long.mp4'), { size: '256x144', seconds: 60 }));
});

afterAll(() => bench?.close());

beforeEach(() => {
  bench.notified.length = 0;
});

async function newJob(key: string): Promise<NewJob> {
  const source = await s3Sources(bench.clients.s3).describe(INPUT, key);
  if (!source) throw new Error(`there is no ${key}`);
  const hash = presetHash(PRESET);
  const message = { id: 'drop', body: '', attributes: {} };
  const place = { queueUrl: '', outputBucket: OUTPUT };
  return {
    ...{
      jobId: jobIdOf(source, { name: '144p', presetHash: hash, kind: 'video' }),
      source,
      rendition: '144p',
      presetHash: hash,
    },
    ...{ message, ...place },
  };
}

/** As `fanreel cancel` does it. */
async function drop(key: string): Promise<DropResult | null> {
  const unbegun = await newJob(key);
  const { encoder, statuses } = bench.worker().ports;
  return await dropJob(
    {
      ...{ jobId: unbegun.jobId, unbegun, states: UNFINISHED },
      by: { by: 'ann', at: new Date().toISOString(), reason: 'not wanted' },
    },
    { records: dynamoDrops(bench.clients.dynamo, TABLE), statuses, encoder },
  );
}

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** A message for this key, sent so many minutes from now, by S3 or by somebody who names the key. */
function message(key: string, minutes: number, { byS3 = false } = {}) {
  const named = received(key, { id: `m${Math.random()}` });
  const event = {
    Records: [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: INPUT }, object: { key } } }],
  };
  const body = byS3 ? JSON.stringify(event) : named.message.body;
  return { ...named, message: { ...named.message, body, sentAt: minutesFromNow(minutes) } };
}

const told = () => bench.notified.map(({ state, dropped }) => [state, dropped?.by]);

describe('a job that nobody has begun', () => {
  it('is not begun any more once it was dropped, and its message is done', async () => {
    await bench.put('unbegun.mp4', bench.clip);
    expect(await drop('unbegun.mp4')).toEqual({ before: null, isDropped: true });
    expect(told()).toEqual([['dropped', 'ann']]);
    for (const late of [message('unbegun.mp4', -1), message('unbegun.mp4', 1, { byS3: true })]) {
      const handled = await handleMessage(late, bench.worker());
      expect([handled.acknowledge, results(handled)]).toEqual([true, ['already-dropped']]);
    }
    expect(await bench.output('unbegun.mp4')).toBeNull();
    const job = await bench.jobOf('unbegun.mp4');
    expect(job).toMatchObject({
      state: 'dropped',
      dropped: { by: 'ann', reason: 'not wanted' },
      attempts: [],
    });
    expect([job.untold, job.expiresAt]).toEqual([undefined, undefined]);
  });

  it('is made all the same when somebody asks for it by name afterwards', async () => {
    expect(results(await handleMessage(message('unbegun.mp4', 1), bench.worker()))).toEqual(['complete']);
    const job = await bench.jobOf('unbegun.mp4');
    expect(job).toMatchObject({ state: 'complete' });
    expect(job.dropped).toBeUndefined();
    expect(await drop('unbegun.mp4')).toMatchObject({ isDropped: false, before: { state: 'complete' } });
  });
});

it('a job that will be tried again is not, and keeps why it failed', async () => {
  await bench.put('retried.mp4', bench.clip);
  const failing = withPorts(bench.worker(), {
    sources: { download: () => Promise.reject(new Error('the network is down')) },
  });
  await handleMessage(message('retried.mp4', -1), failing);
  expect(await drop('retried.mp4')).toMatchObject({ isDropped: true, before: { state: 'queued' } });
  const again = await handleMessage(message('retried.mp4', -1), bench.worker());
  expect([again.acknowledge, results(again)]).toEqual([true, ['already-dropped']]);
  expect(await bench.jobOf('retried.mp4')).toMatchObject({
    ...{ state: 'dropped', dropped: { was: 'queued' } },
    ...{ failure: { message: 'the network is down' }, attempts: [{ number: 1 }] },
  });
});

describe('a job that a worker makes', () => {
  it('ends with the next heartbeat, at what it has cost, and nothing of it is published', async () => {
    await bench.put('running.mp4', long);
    const before = bench.notified.length;
    const worker = bench.worker({
      settings: { leaseSeconds: 1 },
      preset: { ...PRESET, encoderSpeed: 'ultrafast' },
    });
    let dropped: Promise<DropResult | null> | undefined;
    const watched = withPorts(worker, {
      ledger: {
        keepPlan: async (...kept) => {
          await worker.ports.ledger.keepPlan(...kept);
          dropped = drop('running.mp4');
        },
      },
    });
    const handled = await handleMessage(message('running.mp4', -1), watched);
    expect([handled.acknowledge, results(handled)]).toEqual([true, ['dropped']]);
    expect(await dropped).toMatchObject({ isDropped: true, before: { state: 'running' } });
    expect(await bench.keys(OUTPUT)).not.toContain('running.mp4');
    const job = await bench.jobOf('running.mp4');
    expect(job).toMatchObject({
      state: 'dropped',
      dropped: { was: 'running' },
      attempts: [{ outcome: 'dropped' }],
    });
    expect(job.attempts[0]?.usd).toBeGreaterThan(0);
    expect(bench.notified.slice(before).filter(({ state }) => state === 'dropped')).toHaveLength(1);
    expect(job.untold).toBeUndefined();
  });

  it('stays complete where its end was quicker', async () => {
    await bench.put('quick.mp4', bench.clip);
    await handleMessage(message('quick.mp4', -1), bench.worker());
    expect(await drop('quick.mp4')).toMatchObject({ isDropped: false, before: { state: 'complete' } });
    expect(await bench.jobOf('quick.mp4')).toMatchObject({ state: 'complete' });
  });

  it('stays dropped where its end is too late, by whatever it ends', async () => {
    await bench.put('late.mp4', bench.clip);
    const worker = bench.worker();
    const slow = withPorts(worker, {
      ledger: {
        release: async (...end) => {
          await drop('late.mp4');
          return await worker.ports.ledger.release(...end);
        },
      },
    });
    expect(results(await handleMessage(message('late.mp4', -1), slow))).toEqual(['dropped']);
    expect(await bench.jobOf('late.mp4')).toMatchObject({
      state: 'dropped',
      attempts: [{ outcome: 'dropped' }],
    });
  });

  it('has its attempt ended by the sweep where the worker is dead', async () => {
    await bench.put('dead.mp4', bench.clip);
    const worker = bench.worker();
    const gone = () => Promise.reject(new Error('the worker is dead'));
    const dying = withPorts(worker, { ledger: { release: gone } });
    await handleMessage(message('dead.mp4', -1), dying);
    expect(await drop('dead.mp4')).toMatchObject({ isDropped: true, before: { state: 'running' } });
    expect(results(await handleMessage(message('dead.mp4', -1), worker))).toEqual(['already-dropped']);
    expect(told()).not.toContainEqual(['dropped', 'ann']);
    // From two minutes in the future all this was long ago.
    const options = {
      namings: new Map(),
      maxReceiveCount: 5,
      progressNewsPercent: 25,
      budget: {},
      overdueMs: -60_000,
    };
    await asIfSweptIn(2, () => sweep(bench.sweepPorts(), options));
    const job = await bench.jobOf('dead.mp4');
    expect(job).toMatchObject({ state: 'dropped', attempts: [{ outcome: 'lost' }] });
    expect(told()).toContainEqual(['dropped', 'ann']);
    expect(job.untold).toBeUndefined();
  });
});

async function asIfSweptIn(minutes: number, work: () => Promise<unknown>): Promise<void> {
  const now = Date.now;
  Date.now = () => now() + minutes * 60_000;
  try {
    await work();
  } finally {
    Date.now = now;
  }
}

describe('a job that MediaConvert makes', () => {
  const ended = async (job: Job) => (await bench.managedJobs(job.jobId)).map(({ status }) => status);

  it('is canceled there, and its end tells what was paid', async () => {
    const job = await bench.submitted('canceled.mp4');
    expect(await drop('canceled.mp4')).toMatchObject({ isDropped: true, before: { state: 'submitted' } });
    const status = (await ended(job))[0] as 'CANCELED';
    expect(['CANCELED', 'COMPLETE']).toContain(status);
    const late = managedEvent(job, { status: 'STATUS_UPDATE', jobProgress: { jobPercentComplete: 50 } });
    expect(await finish(late, bench.finishPorts())).toMatchObject({ result: 'stale' });
    expect(told()).not.toContainEqual(['dropped', 'ann']);
    expect(await finish(managedEvent(job, { status }), bench.finishPorts())).toMatchObject({
      result: 'dropped',
    });
    const now = await bench.jobOf('canceled.mp4');
    expect(now).toMatchObject({ state: 'dropped', attempts: [{ outcome: 'dropped' }] });
    expect(await bench.letters()).toEqual([]);
    expect(await finish(managedEvent(job, { status }), bench.finishPorts())).toMatchObject({
      result: 'stale',
    });
  });

  it('is not published when MediaConvert was quicker than the news, and is paid for all the same', async () => {
    const job = await bench.submitted('made.mp4');
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    expect(await drop('made.mp4')).toMatchObject({ isDropped: true });
    expect(await finish(managedEvent(job), bench.finishPorts())).toMatchObject({ result: 'dropped' });
    expect((await bench.keys(OUTPUT)).filter(key => key === 'made.mp4' || key.includes(job.jobId))).toEqual(
      [],
    );
    const [attempt] = (await bench.jobOf('made.mp4')).attempts;
    expect(attempt).toMatchObject({ outcome: 'dropped', billedSeconds: 10.2 });
    expect(told().filter(([state]) => state === 'dropped')).toHaveLength(1);
  });

  it('says so when MediaConvert cannot be told', async () => {
    await bench.submitted('deaf.mp4');
    const { statuses } = bench.worker().ports;
    const encoder = { cancel: () => Promise.reject(new Error('no leave')) };
    const { jobId } = await newJob('deaf.mp4');
    const by = { by: 'ann', at: new Date().toISOString() };
    const records = dynamoDrops(bench.clients.dynamo, TABLE);
    const wish = { jobId, states: UNFINISHED, by };
    expect(await dropJob(wish, { records, statuses, encoder })).toMatchObject({
      isDropped: true,
      goesOn: 'no leave',
    });
    // Whoever asks again lets it be told again.
    expect(await drop('deaf.mp4')).toMatchObject({ isDropped: false, before: { state: 'dropped' } });
    expect(await drop('deaf.mp4')).not.toHaveProperty('goesOn');
  });

  it('is canceled by its worker where it was dropped as it was submitted', async () => {
    await bench.put('submitting.mp4', bench.clip);
    const worker = bench.withEncoder(real => ({
      submit: async asked => {
        const id = await real.submit(asked);
        await drop('submitting.mp4');
        return id;
      },
    }));
    expect(results(await handleMessage(message('submitting.mp4', -1), worker))).toEqual(['dropped']);
    const job = await bench.jobOf('submitting.mp4');
    expect(job).toMatchObject({
      state: 'dropped',
      attempts: [{ outcome: 'dropped', engine: 'mediaconvert' }],
    });
    const status = (await ended(job))[0] as 'CANCELED';
    expect(['CANCELED', 'COMPLETE']).toContain(status);
  });
});
