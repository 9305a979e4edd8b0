import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeClip } from '../../../lab/support/clip.ts';
import { finishManagedJob } from '../../../pipeline/engines/mediaconvert/finishManagedJob.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import { sweep } from '../../../pipeline/sweep/sweep.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import { presetHash } from '../../../presets/schema/presetHash.ts';
import { type Bench, INPUT, managedEvent, openBench, PRESET, received, withPorts } from '../support/bench.ts';

let bench: Bench;
let clip: Buffer;

beforeAll(async () => {
  bench = await openBench();
  clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
  await bench.services.mediaConvert.start();
});

afterAll(() => bench?.close());

beforeEach(() => {
  bench.notified.length = 0;
});

const CURRENT = new Map([['144p', { name: '144p', presetHash: presetHash(PRESET), kind: 'video' as const }]]);

const swept = async () => {
  // A negative age: all that was changed up to a minute from now.
  const { finished } = await sweep(bench.sweepPorts(), {
    overdueMs: -60_000,
    namings: CURRENT,
    maxReceiveCount: 5,
    progressNewsPercent: 25,
    budget: {},
  });
  return finished.map(({ result, job }) => [job?.source.key, result]);
};

/** A worker that dies as it ends. */
const mortal = (preset = PRESET): Worker => {
  const worker = bench.worker({ preset });
  const release = () => Promise.reject(new Error('the worker is dead'));
  return withPorts(worker, { ledger: { release } });
};

it('ends a managed job whose event never came, once', async () => {
  await bench.put('silent.mp4', clip);
  const managed = { enabled: true, aboveSeconds: 0.000_001 };
  await handleMessage(received('silent.mp4'), bench.worker({ settings: { managed } }));
  const job = await bench.job('silent.mp4');
  await bench.managedJobMade(job?.attempts[0]?.managedJobId ?? '');
  expect(await swept()).toEqual([['silent.mp4', 'complete']]);
  expect(await bench.output('silent.mp4')).not.toBeNull();
  expect(await swept()).toEqual([]);
});

it('asks nothing about a managed job that was heard of since, though its item has not changed', async () => {
  await bench.put('heard.mp4', clip);
  const managed = { enabled: true, aboveSeconds: 0.000_001 };
  await handleMessage(received('heard.mp4'), bench.worker({ settings: { managed } }));
  const job = await bench.job('heard.mp4');
  if (!job) throw new Error('there is no job');
  const silentSince = new Date(Date.parse(job.updatedAt) + 1);
  const silent = async () => {
    for await (const { jobId } of bench.sweepPorts().records.inState('submitted', silentSince)) {
      if (jobId === job.jobId) return true;
    }
    return false;
  };
  expect(await silent()).toBe(true);
  const event = managedEvent(job, { status: 'PROGRESSING', jobProgress: { jobPercentComplete: 30 } });
  const news = { progressNewsPercent: 25 };
  expect(await finishManagedJob(event, bench.finishPorts(), news)).toMatchObject({ result: 'progress' });
  expect(await silent()).toBe(false);
  expect(await bench.job('heard.mp4')).toMatchObject({ progress: 30, updatedAt: job.updatedAt });
  await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
  await finishManagedJob(managedEvent(job), bench.finishPorts(), news);
});

it('ends nothing that a worker beats for, however old its preset is', async () => {
  await bench.put('beaten.mp4', clip);
  const worker = bench.worker({ preset: { ...PRESET, crf: 41 } });
  const during: Awaited<ReturnType<typeof swept>> = [];
  const download: typeof worker.ports.sources.download = async (...args) => {
    await worker.ports.sources.download(...args);
    during.push(...(await swept()));
  };
  expect(
    await handleMessage(received('beaten.mp4'), withPorts(worker, { sources: { download } })),
  ).toMatchObject({
    outcomes: [{ result: 'complete' }],
  });
  expect(during.filter(([key]) => key === 'beaten.mp4')).toEqual([]);
});

it('puts a job back that MediaConvert knows nothing of', async () => {
  await bench.put('forgotten.mp4', clip);
  const worker = bench.worker({ settings: { managed: { enabled: true, aboveSeconds: 0.000_001 } } });
  const encoder = { submit: async () => '1700000000000-nowhere' };
  await handleMessage(received('forgotten.mp4'), withPorts(worker, { encoder }));
  expect(await swept()).toEqual([['forgotten.mp4', 'queued']]);
  expect(await bench.letters()).toHaveLength(1);
});

it('ends what nobody comes back to: of an older preset, of an older version, of a source that is gone', async () => {
  for (const key of ['preset.mp4', 'version.mp4', 'gone.mp4', 'current.mp4']) {
    await bench.put(key, clip);
    const preset = key === 'preset.mp4' ? { ...PRESET, crf: 40 } : PRESET;
    await handleMessage(received(key), mortal(preset));
    if (key !== 'preset.mp4') await bench.endLease(key);
  }
  const old = await bench.job('preset.mp4', { ...PRESET, crf: 40 });
  await bench.endLease('preset.mp4', old?.jobId);
  await bench.put('version.mp4', Buffer.concat([clip, Buffer.alloc(8)]));
  await bench.services.s3.delete(INPUT, 'gone.mp4');

  const ended = (await swept()).filter(([key]) => key !== 'forgotten.mp4');

  expect(ended.toSorted()).toEqual([
    ['gone.mp4', 'failed'],
    ['preset.mp4', 'superseded'],
    ['version.mp4', 'superseded'],
  ]);
  const { attempts } = (await bench.job('preset.mp4', { ...PRESET, crf: 40 })) ?? { attempts: [] };
  expect(attempts).toEqual([expect.objectContaining({ outcome: 'lost', usd: expect.any(Number) })]);
  expect((await bench.job('current.mp4'))?.state).toBe('running');
});

it('notifies of what nobody was notified of', async () => {
  await bench.put('untold.mp4', clip);
  const statuses = { publish: () => Promise.reject(new Error('the queue is out of reach')) };
  await handleMessage(received('untold.mp4'), bench.worker({ ports: { statuses } }));
  expect((await bench.job('untold.mp4'))?.untold).toBe('yes');
  await tellUntold();
  const told = bench.notified.filter(({ source }) => source?.key === 'untold.mp4');
  expect(told).toEqual([expect.objectContaining({ state: 'complete' })]);
  expect(await bench.job('untold.mp4')).not.toHaveProperty('untold');
});

it('notifies once of a message that never became a job, where that could not be told at once', async () => {
  const statuses = { publish: () => Promise.reject(new Error('the queue is out of reach')) };
  const worker = bench.worker({ ports: { statuses } });
  await handleMessage(received('never.mp4', { id: 'm-untold' }), worker);
  const told = () => bench.notified.filter(({ messageId }) => messageId === 'm-untold');
  expect(told()).toEqual([]);
  await tellUntold();
  await tellUntold();
  expect(told()).toMatchObject([{ state: 'failed', failure: { code: 'source-gone' } }]);
  expect(told()[0]).not.toHaveProperty('jobId');
});

/** The sweep, as if a minute had gone by. */
async function tellUntold(): Promise<void> {
  const ports = bench.sweepPorts();
  const records = {
    ...ports.records,
    unnotified: () => ports.records.unnotified(new Date(Date.now() + 60_000)),
  };
  await sweep(
    { ...ports, records },
    {
      overdueMs: 3_600_000,
      namings: CURRENT,
      maxReceiveCount: 5,
      progressNewsPercent: 25,
      budget: {},
    },
  );
}
