import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HeldJob, Job } from '../../../contract/job.ts';
import { dayOf } from '../../../contract/ledgerTable.ts';
import { dynamoDaySums } from '../../../handlers/aws/dynamo/dynamoDaySums.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import { releaseJob } from '../../../pipeline/budget/releaseJob.ts';
import { settledLedger } from '../../../pipeline/budget/settledLedger.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import { sweep } from '../../../pipeline/sweep/sweep.ts';
import type { Budget } from '../../../pipeline/worker/settings.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import { type Bench, openBench, QUEUE, received, TABLE, withPorts } from '../support/bench.ts';
import { results } from '../support/managedBench.ts';

let bench: Bench;
let clip: Buffer;

beforeAll(async () => {
  bench = await openBench();
  clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
});

afterAll(() => bench?.close());

beforeEach(() => {
  bench.notified.length = 0;
});

const sums = () => dynamoDaySums(bench.clients.dynamo, { table: TABLE, leaseSeconds: 30, jobDays: 1 });
const today = () => dayOf(new Date().toISOString());
const spentToday = async () => (await sums().of(today())).usd;

/** A worker whose profile has such a budget. */
function worker(budget: Budget): Worker {
  const plain = bench.worker({ settings: { budget } });
  if (budget.perDayUsd === undefined) return plain;
  return { ...plain, ports: { ...plain.ports, ledger: settledLedger(plain.ports.ledger, sums()) } };
}

async function jobOf(key: string): Promise<Job> {
  const job = await bench.job(key);
  if (!job) throw new Error(`no job of ${key}`);
  return job;
}

const swept = (budget: Budget) =>
  sweep(bench.sweepPorts(), {
    overdueMs: 3_600_000,
    namings: new Map(),
    maxReceiveCount: 5,
    progressNewsPercent: 25,
    budget,
  });

/** What was put back into the queue, taken from it. */
async function requeued(): Promise<string[]> {
  const messages = await bench.services.sqs.receive({ queue: QUEUE, max: 10, waitSeconds: 0 });
  for (const { receiptHandle } of messages) bench.services.sqs.delete({ queue: QUEUE, receiptHandle });
  return messages.map(({ body }) => body);
}

describe('a job that would cost more than a job may', () => {
  it('is held with its price and its message, and told once, however often it is asked for', async () => {
    await bench.put('dear.mp4', clip);
    const poor = worker({ perJobUsd: 0.000_001 });
    const handled = await handleMessage(received('dear.mp4'), poor);
    expect([handled.acknowledge, results(handled)]).toEqual([true, ['held']]);
    const job = await jobOf('dear.mp4');
    expect(job).toMatchObject({
      ...{ state: 'held', engine: 'ffmpeg', attempts: [{ outcome: 'held' }] },
      held: { budget: 'perJobUsd', limitUsd: 0.000_001, paidUsd: 0, usd: expect.any(Number) },
      message: { id: 'm1', body: expect.stringContaining('dear.mp4') },
    });
    expect(job.plan).toBeDefined();
    const again = await handleMessage(received('dear.mp4', { id: 'm2' }), poor);
    expect([again.acknowledge, results(again)]).toEqual([true, ['already-held']]);
    expect(bench.notified.map(({ state, held }) => [state, held?.budget])).toEqual([['held', 'perJobUsd']]);
    expect(await bench.output('dear.mp4')).toBeNull();
  });

  it('stays held while the profile is as it is', async () => {
    await swept({ perJobUsd: 0.000_001 });
    expect([await requeued(), (await jobOf('dear.mp4')).state]).toEqual([[], 'held']);
  });

  it('is made once somebody lets it go, whatever it costs, and says who that was', async () => {
    const { records, deadLetters } = bench.sweepPorts();
    const released = { by: 'ann', at: new Date().toISOString() };
    const held = (await jobOf('dear.mp4')) as HeldJob;
    const ports = { letGo: records.letGo, deadLetters };
    expect(await releaseJob(held, ports, released)).toBe(true);
    expect(await releaseJob(held, ports, released)).toBe(false);
    const bodies = await requeued();
    expect(bodies).toEqual(['body' in held.message ? held.message.body : '']);
    const handled = await handleMessage(received('dear.mp4', { id: 'm3' }), worker({ perJobUsd: 0.000_001 }));
    expect(results(handled)).toEqual(['complete']);
    const job = await jobOf('dear.mp4');
    expect(job).toMatchObject({ state: 'complete', released: { by: 'ann' } });
    expect(job.held).toBeUndefined();
  });

  it('counts what its earlier attempts have cost, but for what was made before', async () => {
    await bench.put('again.mp4', clip);
    const failing = withPorts(bench.worker(), {
      sources: { download: () => Promise.reject(new Error('the network is down')) },
    });
    await handleMessage(received('again.mp4'), failing);
    const [{ usd = 0 } = {}] = (await jobOf('again.mp4')).attempts;
    const { held } = await heldBy('again.mp4', { perJobUsd: usd });
    expect(held.paidUsd).toBeCloseTo(usd, 9);
    const { held: anew } = await heldBy('dear.mp4', { perJobUsd: 0.000_001 }, { force: true });
    expect(anew.paidUsd).toBe(0);
  });
});

async function heldBy(key: string, budget: Budget, { force = false } = {}): Promise<HeldJob> {
  const handled = await handleMessage(received(key, { id: 'm9', force, receiveCount: 2 }), worker(budget));
  expect(results(handled)).toEqual(['held']);
  return (await jobOf(key)) as HeldJob;
}

describe("a day's budget", () => {
  it('has what an attempt has really cost once it is over, and holds what would go over it', async () => {
    const budget = { perDayUsd: 0.000_5 };
    await bench.put('first.mp4', clip);
    const first = worker(budget);
    let reserved = 0;
    const watched = withPorts(first, {
      ledger: {
        keepPlan: async (...kept) => {
          reserved = await spentToday();
          await first.ports.ledger.keepPlan(...kept);
        },
      },
    });
    expect(results(await handleMessage(received('first.mp4'), watched))).toEqual(['complete']);
    const [{ usd = 0 } = {}] = (await jobOf('first.mp4')).attempts;
    expect(reserved).toBeGreaterThan(0);
    expect(await spentToday()).toBeCloseTo(usd, 9);
    expect((await sums().of(today())).open).toEqual([]);

    await bench.put('second.mp4', clip);
    const { held } = await heldBy('second.mp4', { perDayUsd: usd + 0.000_001 });
    expect(held).toMatchObject({ budget: 'perDayUsd', limitUsd: usd + 0.000_001 });
    expect(await spentToday()).toBeCloseTo(usd, 9);
  });

  it('lets go by the sweep what there is room for again, and that is held to it anew', async () => {
    await swept({ perDayUsd: 0.000_001 });
    expect(await requeued()).toEqual([]);
    await swept({ perDayUsd: 1 });
    const bodies = await requeued();
    expect(bodies.filter(body => body.includes('second.mp4'))).toHaveLength(1);
    const job = await jobOf('second.mp4');
    expect(job).toMatchObject({ state: 'queued' });
    expect([job.released, job.held]).toEqual([undefined, undefined]);
    expect(
      results(await handleMessage(received('second.mp4', { id: 'm4' }), worker({ perDayUsd: 1 }))),
    ).toEqual(['complete']);
  });

  it('counts what was released, though it does not stand against it', async () => {
    const { records, deadLetters } = bench.sweepPorts();
    const held = await heldBy('second.mp4', { perDayUsd: 0.000_001 }, { force: true });
    await releaseJob(
      held,
      { letGo: records.letGo, deadLetters },
      { by: 'ann', at: new Date().toISOString() },
    );
    await requeued();
    const before = await spentToday();
    const forced = received('second.mp4', { id: 'm10', force: true });
    expect(results(await handleMessage(forced, worker({ perDayUsd: 0.000_001 })))).toEqual(['complete']);
    expect(await spentToday()).toBeGreaterThan(before);
  });

  it('settles what a worker had reserved that died, by whoever takes its job, or else by the sweep', async () => {
    const budget = { perDayUsd: 1 };
    await bench.put('lost.mp4', clip);
    const dying = withPorts(worker(budget), { ledger: { release: () => Promise.reject(new Error('dead')) } });
    await handleMessage(received('lost.mp4'), dying);
    await bench.endLease('lost.mp4');
    const openOf = async () => (await sums().of(today())).open.map(({ of }) => of.attempt);
    expect(await openOf()).toEqual([1]);
    await swept(budget); // its attempt has not ended as far as anybody knows
    expect(await openOf()).toEqual([1]);
    const untold = bench.worker({ settings: { budget } });
    expect(results(await handleMessage(received('lost.mp4', { receiveCount: 2 }), untold))).toEqual([
      'complete',
    ]);
    const { attempts } = await jobOf('lost.mp4');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'complete']);
    await swept(budget);
    expect(await openOf()).toEqual([]);

    await bench.put('taken.mp4', clip);
    await handleMessage(received('taken.mp4'), dying);
    await bench.endLease('taken.mp4');
    const before = await spentToday();
    await handleMessage(received('taken.mp4', { receiveCount: 2 }), worker(budget));
    expect(await openOf()).toEqual([]);
    expect(await spentToday()).not.toBe(before);
  });

  it('is never gone over by many that claim at once', async () => {
    const day = '2001-01-01';
    const usd = 0.03;
    const limit = 0.5;
    const clients = Array.from({ length: 4 }, sums);
    const granted = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        clients[index % 4]?.reserve({ jobId: `job${index}`, attempt: 1, day }, usd, limit),
      ),
    );
    expect(granted.filter(Boolean)).toHaveLength(16);
    const sum = await sums().of(day);
    expect(sum.usd).toBeCloseTo(0.48, 9);
    expect(sum.open).toHaveLength(16);

    // Each costs half of that in the end, told twice, and there is room for as much again.
    const settled = sum.open.flatMap(({ of }) => [of, of]);
    await Promise.all(settled.map((of, index) => clients[index % 4]?.settle(of, usd / 2)));
    expect(await sums().of(day)).toEqual({ usd: 0.24, open: [] });
    const again = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        sums().reserve({ jobId: `next${index}`, attempt: 1, day }, usd, limit),
      ),
    );
    expect(again.filter(Boolean)).toHaveLength(8);
  });

  it('has room for no job that alone goes over it, and reserves once where the answer was lost', async () => {
    const of = { jobId: 'one', attempt: 1, day: '2001-01-02' };
    expect(await sums().reserve(of, 2, 1)).toBe(false);
    expect(await sums().reserve(of, 0.6, 1)).toBe(true);
    expect(await sums().reserve(of, 0.6, 1)).toBe(true);
    expect(await sums().of(of.day)).toEqual({ usd: 0.6, open: [{ of, usd: 0.6 }] });
  });
});
