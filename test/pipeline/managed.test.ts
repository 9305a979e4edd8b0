import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { readLetter } from '../../contract/messages/letter.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { finishManagedJob } from '../../pipeline/engines/mediaconvert/finishManagedJob.ts';
import { type Handled, handleMessage } from '../../pipeline/handleMessage.ts';
import type { ManagedEncoder } from '../../pipeline/ports/managedEncoder.ts';
import { Throttled } from '../../pipeline/ports/throttled.ts';
import { type Bench, managedEvent, OUTPUT, openBench, received, withPorts } from './support/bench.ts';

let bench: Bench;
let clip: Buffer;

beforeAll(async () => {
  bench = await openBench();
  clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
  await bench.services.mediaConvert.start();
});

afterAll(() => bench?.close());

/** A worker that keeps nothing for itself. */
const submitter = () => bench.worker({ settings: { managed: { enabled: true, aboveSeconds: 0.000_001 } } });

const withEncoder = (change: (real: ManagedEncoder) => Partial<ManagedEncoder>) => {
  const worker = submitter();
  return withPorts(worker, { encoder: change(worker.ports.encoder) });
};

const results = (handled: Handled) => handled.outcomes.map(({ result }) => result);

async function submitted(key: string): Promise<Job> {
  await bench.put(key, clip);
  expect(results(await handleMessage(received(key), submitter()))).toEqual(['submitted']);
  return jobOf(key);
}

async function jobOf(key: string): Promise<Job> {
  const job = await bench.job(key);
  if (!job) throw new Error(`no job of ${key}`);
  return job;
}

const count = async ({ jobId }: Job) => (await bench.managedJobs(jobId)).length;

describe('a submission', () => {
  it('is told and left alone by whoever asks again, even by force', async () => {
    const job = await submitted('asked.mp4');
    expect(job).toMatchObject({ state: 'submitted', engine: 'mediaconvert' });
    const again = await handleMessage(received('asked.mp4', { id: 'm2', force: true }), submitter());
    expect(results(again)).toEqual(['already-submitted']);
    expect(await count(job)).toBe(1);
  });

  it('whose answer is lost is found, not paid for again', async () => {
    await bench.put('answer.mp4', clip);
    let tries = 0;
    const worker = withEncoder(real => ({
      submit: async job => {
        tries += 1;
        const id = await real.submit({ ...job, token: `${job.token}-${tries}` }); // as after the minute
        if (tries === 1) throw new Error('socket hang up');
        return id;
      },
    }));
    expect(results(await handleMessage(received('answer.mp4'), worker))).toEqual(['submitted']);
    expect(tries).toBe(1);
    const job = await jobOf('answer.mp4');
    expect(await count(job)).toBe(1);
    expect(job.attempts).toEqual([
      expect.objectContaining({ managedJobId: expect.any(String), managedAttempt: 1 }),
    ]);
  });

  it('whose worker died before it wrote it down is taken over by the next one, and ends well', async () => {
    await bench.put('died.mp4', clip);
    const worker = submitter();
    const release = () => Promise.reject(new Error('the worker is dead'));
    await handleMessage(received('died.mp4'), withPorts(worker, { ledger: { release } }));
    const dead = await jobOf('died.mp4');
    expect(dead.state).toBe('running');
    await bench.endLease('died.mp4');
    expect(results(await handleMessage(received('died.mp4', { receiveCount: 2 }), submitter()))).toEqual([
      'submitted',
    ]);
    const job = await jobOf('died.mp4');
    expect(await count(job)).toBe(1);
    expect(job.attempts.map(({ outcome, managedAttempt }) => [outcome, managedAttempt])).toEqual([
      ['lost', undefined],
      [undefined, 1],
    ]);
    await bench.managedJobMade(job.attempts.at(-1)?.managedJobId ?? '');
    expect(await finishManagedJob(managedEvent(job), bench.finishPorts())).toMatchObject({
      result: 'complete',
    });
    expect(await bench.output('died.mp4')).not.toBeNull();
  });

  it('whose answer was lost for good, and which ended meanwhile, is taken over with what it made, once', async () => {
    await bench.put('unanswered.mp4', clip);
    const noAnswer = () => Promise.reject(new Error('socket hang up'));
    const worker = withEncoder(real => ({
      submit: async job => {
        await real.submit(job);
        return noAnswer();
      },
      find: noAnswer,
    }));
    const short = received('unanswered.mp4', { remainingMs: () => 15_000 });
    expect(await handleMessage(short, worker)).toMatchObject({ failure: { class: 'transient' } });
    const queued = await jobOf('unanswered.mp4');
    const [made] = await bench.managedJobs(queued.jobId);
    await bench.managedJobMade(made?.id ?? '');
    const event = managedEvent(queued, { jobId: made?.id ?? '' });
    expect(await finishManagedJob(event, bench.finishPorts())).toMatchObject({ result: 'stale' });

    await handleMessage(received('unanswered.mp4', { receiveCount: 2 }), submitter());
    expect(await finishManagedJob(event, bench.finishPorts())).toMatchObject({ result: 'complete' });
    expect(await count(queued)).toBe(1);

    await bench.services.s3.delete(OUTPUT, 'unanswered.mp4');
    await handleMessage(received('unanswered.mp4', { id: 'm2' }), submitter());
    expect(await count(queued)).toBe(2);
    const again = await jobOf('unanswered.mp4');
    await bench.managedJobMade(again.attempts.at(-1)?.managedJobId ?? '');
    expect(await finishManagedJob(managedEvent(again), bench.finishPorts())).toMatchObject({
      result: 'complete',
    });
  });

  it('waits where MediaConvert is throttled, and uses up no receive', async () => {
    await bench.put('throttled.mp4', clip);
    let left = 2;
    const worker = withEncoder(real => ({
      submit: job => {
        left -= 1;
        if (left < 0) return real.submit(job);
        throw new Throttled(new Error('Too many requests.'));
      },
      find: () => Promise.reject(new Error('nothing was lost, so there is nothing to find')),
    }));
    expect(results(await handleMessage(received('throttled.mp4'), worker))).toEqual(['submitted']);
    expect((await jobOf('throttled.mp4')).attempts).toHaveLength(1);
  });

  it('that MediaConvert refuses is not tried again', async () => {
    await bench.put('refused.mp4', clip);
    const worker = withEncoder(real => ({
      submit: job => real.submit({ ...job, settings: { ...job.settings, Inputs: [] } }),
    }));
    expect(await handleMessage(received('refused.mp4'), worker)).toMatchObject({
      retryInSeconds: 0,
      failure: { class: 'preset', code: 'mediaconvert-refused' },
    });
  });

  it('may end before its answer is written down', async () => {
    await bench.put('early.mp4', clip);
    let finished: unknown;
    const worker = withEncoder(real => ({
      submit: async request => {
        const id = await real.submit(request);
        await bench.managedJobMade(id);
        const event = managedEvent(await jobOf('early.mp4'), { jobId: id });
        finished = await finishManagedJob(event, bench.finishPorts());
        return id;
      },
    }));
    expect(results(await handleMessage(received('early.mp4'), worker))).toEqual(['submitted']);
    expect(finished).toMatchObject({ result: 'complete' });
    const job = await jobOf('early.mp4');
    expect(job.state).toBe('complete');
    expect((await bench.managedJobs(job.jobId)).map(({ id }) => id)).toEqual([job.attempts[0]?.managedJobId]);
  });
});

describe("MediaConvert's events", () => {
  it('complete a job once, at the price of at least ten seconds, and leave nothing staged', async () => {
    const job = await submitted('complete.mp4');
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    const event = managedEvent(job);
    expect(await finishManagedJob(event, bench.finishPorts())).toMatchObject({ result: 'complete' });
    const first = await bench.output('complete.mp4');
    expect(await finishManagedJob(event, bench.finishPorts())).toMatchObject({ result: 'stale' });
    expect(await finishManagedJob({ ...event, status: 'ERROR' }, bench.finishPorts())).toMatchObject({
      result: 'stale',
    });
    expect(await bench.output('complete.mp4')).toEqual(first);
    const [attempt] = (await jobOf('complete.mp4')).attempts;
    expect(attempt).toMatchObject({ outcome: 'complete', billedSeconds: 10.2 });
    expect(attempt?.usd).toBeGreaterThanOrEqual((10.2 / 60) * 0.0075);
    expect((await bench.keys(OUTPUT)).filter(key => key.includes(job.jobId))).toEqual([]);
  });

  it('that come twice at once complete the job once, and fail nothing', async () => {
    const job = await submitted('doubled.mp4');
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    const first = bench.finishPorts();
    const second = bench.finishPorts();
    let other: Promise<unknown> | undefined;
    // The second looked for an output before the first had published one, and goes on when the first is done.
    let looks = 0;
    const describe: typeof second.outputs.describe = async (bucket, key) => {
      looks += 1;
      if (looks > 1) return second.outputs.describe(bucket, key);
      other = finishManagedJob(managedEvent(job), first);
      await other;
      return null;
    };
    const outputs = { ...second.outputs, describe };
    const late = await finishManagedJob(managedEvent(job), { ...second, outputs });
    expect([await other, late]).toMatchObject([{ result: 'complete' }, { result: 'stale' }]);
    expect(await jobOf('doubled.mp4')).toMatchObject({ state: 'complete' });
    expect(await bench.letters()).toEqual([]);
  });

  it('give the message back to its queue where the service failed, then as a dead letter, and cost nothing', async () => {
    const job = await submitted('service.mp4');
    const error = { status: 'ERROR' as const, errorCode: 1999, errorMessage: 'unknown error' };
    expect(await finishManagedJob(managedEvent(job, error), bench.finishPorts())).toMatchObject({
      result: 'queued',
    });
    expect(await bench.letters()).toEqual([{ body: job.message.body, attributes: {} }]);
    await handleMessage(received('service.mp4', { id: 'm2' }), submitter());
    const second = await jobOf('service.mp4');
    expect(second.attempts).toHaveLength(2);
    expect(await finishManagedJob(managedEvent(second, error), bench.finishPorts())).toMatchObject({
      result: 'failed',
    });
    expect(await bench.letters()).toEqual([
      {
        body: job.message.body,
        attributes: expect.objectContaining({ 'fanreel-code': 'mediaconvert-1999' }),
      },
    ]);
    expect((await jobOf('service.mp4')).attempts.map(({ billedSeconds }) => billedSeconds)).toEqual([0, 0]);
  });

  it('send a letter that the worker fails for free each time, and makes again once it was redriven', async () => {
    const job = await submitted('letter.mp4');
    const canceled = managedEvent(job, { status: 'CANCELED' });
    const both = [canceled, canceled].map(event => finishManagedJob(event, bench.finishPorts()));
    expect((await Promise.all(both)).map(({ result }) => result).sort()).toEqual(['failed', 'stale']);
    const letters = await bench.letters();
    expect(letters).toHaveLength(1);
    const letter = (id: string, receiveCount: number) =>
      received('letter.mp4', {
        receiveCount,
        message: { id, body: letters[0]?.body ?? '', attributes: {} },
        letterId: readLetter(name => letters[0]?.attributes[name]).id,
      });
    for (const receiveCount of [1, 2, 3]) {
      expect(await handleMessage(letter('letter-1', receiveCount), submitter())).toMatchObject({
        retryInSeconds: 0,
        failure: { code: 'mediaconvert-canceled' },
      });
    }
    expect((await jobOf('letter.mp4')).attempts).toHaveLength(1);
    expect(results(await handleMessage(letter('redriven', 1), submitter()))).toEqual(['submitted']);
    expect(await count(job)).toBe(2);
  });

  it('whose letter could not be sent send it when they come again', async () => {
    const job = await submitted('unsent.mp4');
    const ports = bench.finishPorts();
    const down = { ...ports.deadLetters, send: () => Promise.reject(new Error('SQS is down')) };
    await finishManagedJob(managedEvent(job, { status: 'CANCELED' }), { ...ports, deadLetters: down });
    expect(await jobOf('unsent.mp4')).toMatchObject({ state: 'failed', untold: 'yes' });
    await finishManagedJob(managedEvent(job, { status: 'CANCELED' }), ports);
    expect(await bench.letters()).toHaveLength(1);
    expect((await jobOf('unsent.mp4')).untold).toBeUndefined();
  });

  it.each(['CANCELED', 'ERROR'] as const)('of %s take away what was written all the same', async status => {
    const key = `written-${status}.mp4`;
    const job = await submitted(key);
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    const staged = async () => (await bench.keys(OUTPUT)).filter(one => one.includes(job.jobId));
    expect(await staged()).toHaveLength(1);
    await finishManagedJob(managedEvent(job, { status }), bench.finishPorts());
    expect(await staged()).toEqual([]);
    expect(await bench.letters()).toHaveLength(1);
  });

  it('that promise an output which is not there fail the job with a dead letter', async () => {
    const job = await submitted('missing.mp4');
    const [attempt] = job.attempts;
    await bench.managedJobMade(attempt?.managedJobId ?? '');
    for (const key of await bench.keys(OUTPUT)) {
      if (key.includes(job.jobId)) await bench.services.s3.delete(OUTPUT, key);
    }
    expect(await finishManagedJob(managedEvent(job), bench.finishPorts())).toMatchObject({
      result: 'failed',
      job: { failure: { class: 'preset', code: 'output-missing' } },
    });
    expect(await bench.letters()).toEqual([
      { body: job.message.body, attributes: expect.objectContaining({ 'fanreel-code': 'output-missing' }) },
    ]);
  });

  it('of a job whose source was overwritten publish nothing and fail nothing', async () => {
    const job = await submitted('replaced.mp4');
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    await bench.put('replaced.mp4', Buffer.concat([clip, Buffer.alloc(8)]));
    expect(await finishManagedJob(managedEvent(job), bench.finishPorts())).toMatchObject({
      result: 'superseded',
    });
    expect(await bench.output('replaced.mp4')).toBeNull();
    expect((await bench.keys(OUTPUT)).filter(key => key.includes(job.jobId))).toEqual([]);
    expect(await bench.letters()).toEqual([]);
  });
});

describe('a function that runs out of time', () => {
  /** A program in ffmpeg's place that never ends. */
  const slow = () => {
    const path = join(bench.folder, 'slow-ffmpeg');
    writeFileSync(path, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    return path;
  };
  const short = { remainingMs: () => 31_000 };

  it('hands the job over to MediaConvert at once', async () => {
    await bench.put('late.mp4', clip);
    const worker = bench.worker({ settings: { ffmpegBin: slow() } });
    expect(results(await handleMessage(received('late.mp4', short), worker))).toEqual(['submitted']);
    const job = await jobOf('late.mp4');
    expect(job).toMatchObject({ state: 'submitted', engine: 'mediaconvert' });
    expect(job.attempts.map(({ engine, outcome }) => [engine, outcome])).toEqual([
      ['ffmpeg', 'deadline'],
      ['mediaconvert', undefined],
    ]);
  });

  it('is tried again where it had only the rest of its time', async () => {
    await bench.put('rest.mp4', clip);
    const managed = { enabled: false, aboveSeconds: 600 };
    const worker = bench.worker({ settings: { ffmpegBin: slow(), managed } });
    expect(await handleMessage(received('rest.mp4', short), worker)).toMatchObject({
      failure: { class: 'transient', code: 'deadline' },
    });
    const again = handleMessage(
      received('rest.mp4', { receiveCount: 2 }),
      bench.worker({ settings: { managed } }),
    );
    expect(results(await again)).toEqual(['complete']);
  });

  it('says that it cannot fit where there is no MediaConvert, after one encode', async () => {
    await bench.put('unfit.mp4', clip);
    const worker = bench.worker({
      settings: { ffmpegBin: slow(), managed: { enabled: false, aboveSeconds: 600 } },
    });
    expect(await handleMessage(received('unfit.mp4', short), worker)).toMatchObject({
      failure: { class: 'transient', code: 'deadline' },
    });
    await bench.tookSeconds(await jobOf('unfit.mp4'), 870);
    expect(await handleMessage(received('unfit.mp4', { receiveCount: 2 }), worker)).toMatchObject({
      retryInSeconds: 0,
      failure: {
        class: 'preset',
        code: 'does-not-fit',
        message: expect.stringMatching(/ran into the function's deadline/),
      },
    });
  });
});

it('gives a job whose ffmpeg was killed for its memory one more try here, then to MediaConvert', async () => {
  await bench.put('memory.mp4', clip);
  const killed = join(bench.folder, 'killed-ffmpeg');
  writeFileSync(killed, '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
  const worker = bench.worker({ settings: { ffmpegBin: killed } });
  for (const receiveCount of [1, 2]) {
    expect(await handleMessage(received('memory.mp4', { receiveCount }), worker)).toMatchObject({
      failure: { class: 'transient', code: 'out-of-memory' },
    });
  }
  expect(results(await handleMessage(received('memory.mp4', { receiveCount: 3 }), worker))).toEqual([
    'submitted',
  ]);
  expect((await jobOf('memory.mp4')).reason).toBe('earlier attempts ran out of memory');
});
