import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleMessage } from '../../../../pipeline/handleMessage.ts';
import { Throttled } from '../../../../pipeline/ports/managedEncoder.ts';
import { managedEvent, OUTPUT, received, withPorts } from '../../support/bench.ts';
import { finish, type ManagedBench, openManagedBench, results } from '../../support/managedBench.ts';

let bench: ManagedBench;

beforeAll(async () => {
  bench = await openManagedBench();
});

afterAll(() => bench?.close());

describe('a submission', () => {
  it('is told and left alone by whoever asks again, even by force', async () => {
    const job = await bench.submitted('asked.mp4');
    expect(job).toMatchObject({ state: 'submitted', engine: 'mediaconvert' });
    const again = await handleMessage(received('asked.mp4', { id: 'm2', force: true }), bench.submitter());
    expect(results(again)).toEqual(['already-submitted']);
    expect(await bench.count(job)).toBe(1);
  });

  it('whose answer is lost is found, not paid for again', async () => {
    await bench.put('answer.mp4', bench.clip);
    let tries = 0;
    const worker = bench.withEncoder(real => ({
      submit: async job => {
        tries += 1;
        const id = await real.submit({ ...job, token: `${job.token}-${tries}` }); // as after the minute
        if (tries === 1) throw new Error('socket hang up');
        return id;
      },
    }));
    expect(results(await handleMessage(received('answer.mp4'), worker))).toEqual(['submitted']);
    expect(tries).toBe(1);
    const job = await bench.jobOf('answer.mp4');
    expect(await bench.count(job)).toBe(1);
    expect(job.attempts).toEqual([
      expect.objectContaining({ managedJobId: expect.any(String), managedAttempt: 1 }),
    ]);
  });

  it('whose worker died before it wrote it down is taken over by the next one, and ends well', async () => {
    await bench.put('died.mp4', bench.clip);
    const worker = bench.submitter();
    const release = () => Promise.reject(new Error('the worker is dead'));
    await handleMessage(received('died.mp4'), withPorts(worker, { ledger: { release } }));
    const dead = await bench.jobOf('died.mp4');
    expect(dead.state).toBe('running');
    await bench.endLease('died.mp4');
    expect(
      results(await handleMessage(received('died.mp4', { receiveCount: 2 }), bench.submitter())),
    ).toEqual(['submitted']);
    const job = await bench.jobOf('died.mp4');
    expect(await bench.count(job)).toBe(1);
    expect(job.attempts.map(({ outcome, managedAttempt }) => [outcome, managedAttempt])).toEqual([
      ['lost', undefined],
      [undefined, 1],
    ]);
    await bench.managedJobMade(job.attempts.at(-1)?.managedJobId ?? '');
    expect(await finish(managedEvent(job), bench.finishPorts())).toMatchObject({
      result: 'complete',
    });
    expect(await bench.output('died.mp4')).not.toBeNull();
  });

  it('whose answer was lost for good, and which ended meanwhile, is taken over with what it made, once', async () => {
    await bench.put('unanswered.mp4', bench.clip);
    const noAnswer = () => Promise.reject(new Error('socket hang up'));
    const worker = bench.withEncoder(real => ({
      submit: async job => {
        await real.submit(job);
        return noAnswer();
      },
      find: noAnswer,
    }));
    const short = received('unanswered.mp4', { remainingMs: () => 15_000 });
    expect(await handleMessage(short, worker)).toMatchObject({ failure: { class: 'transient' } });
    const queued = await bench.jobOf('unanswered.mp4');
    const [made] = await bench.managedJobs(queued.jobId);
    await bench.managedJobMade(made?.id ?? '');
    const event = managedEvent(queued, { jobId: made?.id ?? '' });
    expect(await finish(event, bench.finishPorts())).toMatchObject({ result: 'stale' });

    await handleMessage(received('unanswered.mp4', { receiveCount: 2 }), bench.submitter());
    expect(await finish(event, bench.finishPorts())).toMatchObject({ result: 'complete' });
    expect(await bench.count(queued)).toBe(1);

    await bench.services.s3.delete(OUTPUT, 'unanswered.mp4');
    await handleMessage(received('unanswered.mp4', { id: 'm2' }), bench.submitter());
    expect(await bench.count(queued)).toBe(2);
    const again = await bench.jobOf('unanswered.mp4');
    await bench.managedJobMade(again.attempts.at(-1)?.managedJobId ?? '');
    expect(await finish(managedEvent(again), bench.finishPorts())).toMatchObject({
      result: 'complete',
    });
  });

  it('waits where MediaConvert is throttled, and uses up no receive', async () => {
    await bench.put('throttled.mp4', bench.clip);
    let left = 2;
    const worker = bench.withEncoder(real => ({
      submit: job => {
        left -= 1;
        if (left < 0) return real.submit(job);
        throw new Throttled(new Error('Too many requests.'));
      },
      find: () => Promise.reject(new Error('nothing was lost, so there is nothing to find')),
    }));
    expect(results(await handleMessage(received('throttled.mp4'), worker))).toEqual(['submitted']);
    expect((await bench.jobOf('throttled.mp4')).attempts).toHaveLength(1);
  });

  it('that MediaConvert refuses is not tried again', async () => {
    await bench.put('refused.mp4', bench.clip);
    const worker = bench.withEncoder(real => ({
      submit: job => real.submit({ ...job, settings: { ...job.settings, Inputs: [] } }),
    }));
    expect(await handleMessage(received('refused.mp4'), worker)).toMatchObject({
      retryInSeconds: 0,
      failure: { class: 'preset', code: 'mediaconvert-refused' },
    });
  });

  it('may end before its answer is written down', async () => {
    await bench.put('early.mp4', bench.clip);
    let finished: unknown;
    const worker = bench.withEncoder(real => ({
      submit: async request => {
        const id = await real.submit(request);
        await bench.managedJobMade(id);
        const event = managedEvent(await bench.jobOf('early.mp4'), { jobId: id });
        finished = await finish(event, bench.finishPorts());
        return id;
      },
    }));
    expect(results(await handleMessage(received('early.mp4'), worker))).toEqual(['submitted']);
    expect(finished).toMatchObject({ result: 'complete' });
    const job = await bench.jobOf('early.mp4');
    expect(job.state).toBe('complete');
    expect((await bench.managedJobs(job.jobId)).map(({ id }) => id)).toEqual([job.attempts[0]?.managedJobId]);
  });
});
