import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLetter } from '../../../../contract/messages/letter.ts';
import { handleMessage } from '../../../../pipeline/handleMessage.ts';
import { managedEvent, OUTPUT, received } from '../../support/bench.ts';
import { bodyOf, finish, type ManagedBench, openManagedBench, results } from '../../support/managedBench.ts';

let bench: ManagedBench;

beforeAll(async () => {
  bench = await openManagedBench();
});

afterAll(() => bench?.close());

describe("MediaConvert's events of a failure", () => {
  it('give the message back to its queue where the service failed, then as a dead letter, and cost nothing', async () => {
    const job = await bench.submitted('service.mp4');
    const error = { status: 'ERROR' as const, errorCode: 1999, errorMessage: 'unknown error' };
    expect(await finish(managedEvent(job, error), bench.finishPorts())).toMatchObject({
      result: 'queued',
    });
    expect(await bench.letters()).toEqual([{ body: bodyOf(job), attributes: {} }]);
    await handleMessage(received('service.mp4', { id: 'm2' }), bench.submitter());
    const second = await bench.jobOf('service.mp4');
    expect(second.attempts).toHaveLength(2);
    expect(await finish(managedEvent(second, error), bench.finishPorts())).toMatchObject({
      result: 'failed',
    });
    expect(await bench.letters()).toEqual([
      {
        body: bodyOf(job),
        attributes: expect.objectContaining({ 'fanreel-code': 'mediaconvert-1999' }),
      },
    ]);
    expect((await bench.jobOf('service.mp4')).attempts.map(({ billedSeconds }) => billedSeconds)).toEqual([
      0, 0,
    ]);
  });

  it('send a letter that the worker fails for free each time, and makes again once it was redriven', async () => {
    const job = await bench.submitted('letter.mp4');
    const canceled = managedEvent(job, { status: 'CANCELED' });
    const both = [canceled, canceled].map(event => finish(event, bench.finishPorts()));
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
      expect(await handleMessage(letter('letter-1', receiveCount), bench.submitter())).toMatchObject({
        retryInSeconds: 0,
        failure: { code: 'mediaconvert-canceled' },
      });
    }
    expect((await bench.jobOf('letter.mp4')).attempts).toHaveLength(1);
    expect(results(await handleMessage(letter('redriven', 1), bench.submitter()))).toEqual(['submitted']);
    expect(await bench.count(job)).toBe(2);
  });

  it('whose letter could not be sent send it when they come again', async () => {
    const job = await bench.submitted('unsent.mp4');
    const ports = bench.finishPorts();
    const down = { ...ports.deadLetters, send: () => Promise.reject(new Error('SQS is down')) };
    await finish(managedEvent(job, { status: 'CANCELED' }), { ...ports, deadLetters: down });
    expect(await bench.jobOf('unsent.mp4')).toMatchObject({ state: 'failed', untold: 'yes' });
    await finish(managedEvent(job, { status: 'CANCELED' }), ports);
    expect(await bench.letters()).toHaveLength(1);
    expect((await bench.jobOf('unsent.mp4')).untold).toBeUndefined();
  });

  it.each(['CANCELED', 'ERROR'] as const)('of %s take away what was written all the same', async status => {
    const key = `written-${status}.mp4`;
    const job = await bench.submitted(key);
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    const staged = async () => (await bench.keys(OUTPUT)).filter(one => one.includes(job.jobId));
    expect(await staged()).toHaveLength(1);
    await finish(managedEvent(job, { status }), bench.finishPorts());
    expect(await staged()).toEqual([]);
    expect(await bench.letters()).toHaveLength(1);
  });

  it('that promise an output which is not there fail the job with a dead letter', async () => {
    const job = await bench.submitted('missing.mp4');
    const [attempt] = job.attempts;
    await bench.managedJobMade(attempt?.managedJobId ?? '');
    for (const key of await bench.keys(OUTPUT)) {
      if (key.includes(job.jobId)) await bench.services.s3.delete(OUTPUT, key);
    }
    expect(await finish(managedEvent(job), bench.finishPorts())).toMatchObject({
      result: 'failed',
      job: { failure: { class: 'preset', code: 'output-missing' } },
    });
    expect(await bench.letters()).toEqual([
      { body: bodyOf(job), attributes: expect.objectContaining({ 'fanreel-code': 'output-missing' }) },
    ]);
  });
});
