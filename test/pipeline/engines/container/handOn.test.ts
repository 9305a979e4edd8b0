import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Job } from '../../../../contract/job.ts';
import { UNFINISHED } from '../../../../contract/jobState.ts';
import { dynamoDrops } from '../../../../handlers/aws/dynamo/dynamoDrops.ts';
import { makeClip } from '../../../../lab/support/clip.ts';
import { dropJob } from '../../../../pipeline/drop/dropJob.ts';
import { handleMessage } from '../../../../pipeline/handleMessage.ts';
import { sweep } from '../../../../pipeline/sweep/sweep.ts';
import type { QueueMessage } from '../../../../pipeline/worker/queueMessage.ts';
import type { Settings } from '../../../../pipeline/worker/settings.ts';
import type { Worker } from '../../../../pipeline/worker/worker.ts';
import { presetHash } from '../../../../presets/schema/presetHash.ts';
import { containerCost } from '../../../../prices/containerCost.ts';
import { type Bench, INPUT, openBench, PRESET, QUEUE, received, TABLE } from '../../support/bench.ts';
import { results } from '../../support/managedBench.ts';

const LONG = 'long';
const SIZE = {
  ...{ compute: 'container' as const, vcpus: 4, memoryMb: 8_192, scratchMb: 20_480, spot: true },
  architecture: 'x86_64' as const,
};

let bench: Bench;
let clip: Buffer;

beforeAll(async () => {
  bench = await openBench();
  bench.services.sqs.createQueue(LONG);
  clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
});

afterAll(() => bench?.close());

afterEach(() => {
  bench.services.sqs.purge(LONG);
  bench.services.sqs.purge(QUEUE);
});

/** A function that has time for nothing. */
function ofFunction(change: { ports?: Partial<Worker['ports']>; settings?: Partial<Settings> } = {}): Worker {
  return bench.worker({
    ...change,
    settings: {
      managed: { enabled: false, aboveSeconds: 0.000_001 },
      longJobs: { queueUrl: bench.services.sqs.url(LONG), size: SIZE, timeoutSeconds: 3_600 },
      targetSeconds: 3_600,
      ...change.settings,
    },
  });
}

function container(): Worker {
  const managed = { enabled: false, aboveSeconds: 3_600 };
  const worker = bench.worker({ settings: { size: SIZE, timeoutSeconds: 3_600, managed } });
  return { ...worker, rendition: { ...worker.rendition, queueUrl: bench.services.sqs.url(LONG) } };
}

/** What lies in the queue of long jobs, once each may be taken. */
async function taken(count: number): Promise<QueueMessage[]> {
  const found: QueueMessage[] = [];
  while (found.length < count) {
    const messages = await bench.services.sqs.receive({ queue: LONG, max: 10, waitSeconds: 5 });
    if (messages.length === 0) throw new Error(`There are ${found.length} messages, not ${count}.`);
    for (const { messageId: id, body, attributes } of messages) {
      const texts = Object.entries(attributes).map(([name, { StringValue = '' }]) => [name, StringValue]);
      found.push({ ...received(''), message: { id, body, attributes: Object.fromEntries(texts) } });
    }
  }
  return found;
}

async function jobOf(key: string): Promise<Job> {
  const job = await bench.job(key);
  if (!job) throw new Error(`There is no job of ${key}.`);
  return job;
}

const waiting = () => Object.values(bench.services.sqs.counts(LONG)).reduce((sum, count) => sum + count, 0);
const madeBy = ({ attempts }: Job) =>
  attempts.map(({ engine, compute, outcome }) => [engine, compute ?? 'function', outcome]);

const HANDED_ON = ['container', 'function', 'handed-on'];
const MADE = ['ffmpeg', 'container', 'complete'];

const swept = () =>
  sweep(bench.sweepPorts(), {
    overdueMs: -60_000,
    namings: new Map([['144p', { name: '144p', presetHash: presetHash(PRESET), kind: 'video' as const }]]),
    maxReceiveCount: 5,
    progressNewsPercent: 25,
    budget: {},
  });

it('puts what the function has no time for where a container takes it, as it was asked for, and the container makes it', async () => {
  await bench.put('film.mp4', clip);
  const asked = received('film.mp4');
  expect(results(await handleMessage(asked, ofFunction()))).toEqual(['submitted']);
  const handed = await jobOf('film.mp4');
  expect(handed).toMatchObject({ state: 'submitted', engine: 'container', progress: 0 });
  expect(handed.reason).toMatch(/^predicted encode of .* s is over the limit of 0 s$/);
  expect(handed.leaseOwner).toBeUndefined();
  const [message] = await taken(1);
  expect(message?.message).toMatchObject({ body: asked.message.body, attributes: {} });
  expect(results(await handleMessage(message as QueueMessage, container()))).toEqual(['complete']);
  const made = await jobOf('film.mp4');
  expect(madeBy(made)).toEqual([HANDED_ON, MADE]);
  const { seconds = 0, usd = 0, requestsUsd = 0 } = made.attempts[1] ?? {};
  expect(usd - requestsUsd).toBeCloseTo(containerCost(seconds, SIZE).usd, 9);
  expect(await bench.output('film.mp4')).not.toBeNull();
});

it('has nothing more to do for whoever asks while it waits', async () => {
  await bench.put('waits.mp4', clip);
  await handleMessage(received('waits.mp4'), ofFunction());
  for (const id of ['m1', 'm2']) {
    expect(results(await handleMessage(received('waits.mp4', { id }), ofFunction()))).toEqual([
      'already-submitted',
    ]);
  }
  expect(waiting()).toBe(1);
});

it('hands on once more where the function died before the ledger had it, and it is made once', async () => {
  await bench.put('died.mp4', clip);
  const { ports } = ofFunction();
  const release = () => Promise.reject(new Error('the function is dead'));
  await handleMessage(received('died.mp4'), ofFunction({ ports: { ledger: { ...ports.ledger, release } } }));
  expect((await jobOf('died.mp4')).state).toBe('running');
  await bench.endLease('died.mp4');
  const again = await handleMessage(received('died.mp4', { receiveCount: 2 }), ofFunction());
  expect(results(again)).toEqual(['submitted']);
  const [first, second] = (await taken(2)) as [QueueMessage, QueueMessage];
  expect(results(await handleMessage(first, container()))).toEqual(['complete']);
  expect(results(await handleMessage(second, container()))).toEqual(['already-complete']);
  expect(madeBy(await jobOf('died.mp4'))).toEqual([['container', 'function', 'lost'], HANDED_ON, MADE]);
});

it('a container that takes the message of a function that died with the job waits for its lease, and then has it', async () => {
  await bench.put('held.mp4', clip);
  const { ports } = ofFunction();
  const release = () => Promise.reject(new Error('the function is dead'));
  await handleMessage(received('held.mp4'), ofFunction({ ports: { ledger: { ...ports.ledger, release } } }));
  const [message] = (await taken(1)) as [QueueMessage];
  const early = await handleMessage(message, container());
  expect(early).toMatchObject({ acknowledge: false, outcomes: [] });
  await bench.endLease('held.mp4');
  expect(results(await handleMessage(message, container()))).toEqual(['complete']);
  // Its own message comes late.
  expect(results(await handleMessage(received('held.mp4', { receiveCount: 2 }), ofFunction()))).toEqual([
    'already-complete',
  ]);
});

it('comes again where SQS did not answer, and what it took all the same is made once', async () => {
  await bench.put('unanswered.mp4', clip);
  const { deadLetters } = ofFunction().ports;
  const handOn: typeof deadLetters.handOn = async (...message) => {
    await deadLetters.handOn(...message);
    throw new Error('socket hang up');
  };
  const failed = await handleMessage(
    received('unanswered.mp4'),
    ofFunction({ ports: { deadLetters: { ...deadLetters, handOn } } }),
  );
  expect(failed).toMatchObject({ acknowledge: false, failure: { class: 'transient' } });
  const [lost] = (await taken(1)) as [QueueMessage];
  expect(results(await handleMessage(lost, container()))).toEqual(['complete']);
  const again = await handleMessage(received('unanswered.mp4', { receiveCount: 2 }), ofFunction());
  expect(results(again)).toEqual(['already-complete']);
  expect(waiting()).toBe(1); // the one that was taken, which nobody deletes here
});

it('keeps what is of low priority behind others', async () => {
  await bench.put('low.mp4', clip);
  const low = received('low.mp4');
  await handleMessage({ ...low, message: { ...low.message, attributes: { priority: 'low' } } }, ofFunction());
  const [message] = await taken(1);
  expect(message?.message.attributes).toMatchObject({ priority: 'low' });
});

it('a job that is dropped while it waits is made by nobody', async () => {
  await bench.put('dropped.mp4', clip);
  await handleMessage(received('dropped.mp4'), ofFunction());
  const { jobId } = await jobOf('dropped.mp4');
  const { statuses, encoder } = bench.worker().ports;
  const by = { by: 'ann', at: new Date().toISOString() };
  const records = dynamoDrops(bench.clients.dynamo, TABLE);
  await dropJob({ jobId, states: UNFINISHED, by }, { records, statuses, encoder });
  const [message] = (await taken(1)) as [QueueMessage];
  expect(results(await handleMessage(message, container()))).toEqual(['already-dropped']);
  expect(await bench.output('dropped.mp4')).toBeNull();
});

it('is not asked for again however long it waits, and is once its message is gone', async () => {
  await bench.put('purged.mp4', clip);
  await handleMessage(received('purged.mp4'), ofFunction());
  await swept();
  expect((await jobOf('purged.mp4')).state).toBe('submitted');
  bench.services.sqs.purge(LONG);
  const before = (await jobOf('purged.mp4')).updatedAt;
  await swept();
  // As long without news as before: whoever reconciles asks for it at once.
  expect(await jobOf('purged.mp4')).toMatchObject({ state: 'queued', updatedAt: before });
  expect(results(await handleMessage(received('purged.mp4', { id: 'm9' }), ofFunction()))).toEqual([
    'submitted',
  ]);
});

it('is asked for again where its queue is gone as well', async () => {
  await bench.put('undeployed.mp4', clip);
  const { longJobs, ...settings } = ofFunction().settings;
  const gone = `${bench.services.sqs.url(LONG)}-gone`;
  bench.services.sqs.createQueue(`${LONG}-gone`);
  await handleMessage(
    received('undeployed.mp4'),
    ofFunction({ settings: { ...settings, longJobs: longJobs && { ...longJobs, queueUrl: gone } } }),
  );
  bench.services.sqs.deleteQueue(`${LONG}-gone`);
  await swept();
  expect((await jobOf('undeployed.mp4')).state).toBe('queued');
});

it('gives way to a newer version of its source, which its message then asks for', async () => {
  await bench.put('newer.mp4', clip);
  await handleMessage(received('newer.mp4'), ofFunction());
  const { jobId } = await jobOf('newer.mp4');
  await bench.put('newer.mp4', Buffer.concat([clip, Buffer.from('\0\0\0\x08free')]));
  await swept();
  expect((await bench.worker().ports.ledger.get(jobId))?.state).toBe('superseded');
  const [message] = (await taken(1)) as [QueueMessage];
  expect(results(await handleMessage(message, container()))).toEqual(['complete']);
  expect(madeBy(await jobOf('newer.mp4'))).toEqual([MADE]);
});

it('a container that has not the time either says so, with why nobody else can', async () => {
  await bench.put('endless.mp4', clip);
  const { longJobs } = ofFunction().settings;
  const handled = await handleMessage(
    received('endless.mp4'),
    ofFunction({
      settings: { timeoutSeconds: 60, longJobs: longJobs && { ...longJobs, timeoutSeconds: 60 } },
    }),
  );
  expect(handled).toMatchObject({
    failure: {
      code: 'does-not-fit',
      message: expect.stringMatching(/over the limit of 0 s, and .* over the container's limit of 0 s/),
    },
  });
});

it('a message that was redriven is chosen for anew', async () => {
  await bench.put('redriven.mp4', clip);
  await handleMessage(received('redriven.mp4'), ofFunction());
  const [message] = (await taken(1)) as [QueueMessage];
  const broken = container();
  const failing = { ...broken, settings: { ...broken.settings, ffmpegBin: '/bin/false' } };
  expect(await handleMessage(message, failing)).toMatchObject({ acknowledge: false });
  const failed = await jobOf('redriven.mp4');
  expect(['queued', 'failed']).toContain(failed.state);
  const redriven = received('redriven.mp4', { id: 'm7' });
  expect(results(await handleMessage(redriven, ofFunction()))).toEqual(['submitted']);
  const [next] = (await taken(1)).filter(({ message: { id } }) => id !== message.message.id);
  expect(results(await handleMessage(next as QueueMessage, container()))).toEqual(['complete']);
  expect(await bench.keys(INPUT)).toContain('redriven.mp4');
});
