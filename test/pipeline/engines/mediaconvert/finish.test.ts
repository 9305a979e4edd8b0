import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleMessage } from '../../../../pipeline/handleMessage.ts';
import { managedEvent, OUTPUT, received } from '../../support/bench.ts';
import { finish, type ManagedBench, openManagedBench } from '../../support/managedBench.ts';

let bench: ManagedBench;

beforeAll(async () => {
  bench = await openManagedBench();
});

afterAll(() => bench?.close());

describe("MediaConvert's events", () => {
  it('complete a job once, at the price of at least ten seconds, and leave nothing staged', async () => {
    const job = await bench.submitted('complete.mp4');
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    const event = managedEvent(job);
    expect(await finish(event, bench.finishPorts())).toMatchObject({ result: 'complete' });
    const first = await bench.output('complete.mp4');
    expect(await finish(event, bench.finishPorts())).toMatchObject({ result: 'stale' });
    expect(await finish({ ...event, status: 'ERROR' }, bench.finishPorts())).toMatchObject({
      result: 'stale',
    });
    expect(await bench.output('complete.mp4')).toEqual(first);
    const [attempt] = (await bench.jobOf('complete.mp4')).attempts;
    expect(attempt).toMatchObject({ outcome: 'complete', billedSeconds: 10.2 });
    expect(attempt?.usd).toBeGreaterThanOrEqual((10.2 / 60) * 0.0075);
    expect((await bench.keys(OUTPUT)).filter(key => key.includes(job.jobId))).toEqual([]);
  });

  it('that come twice at once complete the job once, and fail nothing', async () => {
    const job = await bench.submitted('doubled.mp4');
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    const first = bench.finishPorts();
    const second = bench.finishPorts();
    let other: Promise<unknown> | undefined;
    // The second looked for an output before the first had published one, and goes on when the first is done.
    let looks = 0;
    const describe: typeof second.outputs.describe = async (bucket, key) => {
      looks += 1;
      if (looks > 1) return second.outputs.describe(bucket, key);
      other = finish(managedEvent(job), first);
      await other;
      return null;
    };
    const outputs = { ...second.outputs, describe };
    const late = await finish(managedEvent(job), { ...second, outputs });
    expect([await other, late]).toMatchObject([{ result: 'complete' }, { result: 'stale' }]);
    expect(await bench.jobOf('doubled.mp4')).toMatchObject({ state: 'complete' });
    expect(await bench.letters()).toEqual([]);
  });

  it('of a job whose source was overwritten publish nothing and fail nothing', async () => {
    const job = await bench.submitted('replaced.mp4');
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    await bench.put('replaced.mp4', Buffer.concat([bench.clip, Buffer.alloc(8)]));
    expect(await finish(managedEvent(job), bench.finishPorts())).toMatchObject({
      result: 'superseded',
    });
    expect(await bench.output('replaced.mp4')).toBeNull();
    expect((await bench.keys(OUTPUT)).filter(key => key.includes(job.jobId))).toEqual([]);
    expect(await bench.letters()).toEqual([]);
  });

  it('of a job that is wished otherwise since publish nothing, and its message looks what is wished now', async () => {
    const key = 'wished.mp4';
    const job = await bench.submitted(key);
    await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
    await bench.put(`${key}.json`, Buffer.from('{"trim":{"to":0.5}}'));
    const event = managedEvent(job);
    expect(await finish(event, bench.finishPorts())).toMatchObject({ result: 'superseded' });
    expect(await finish(event, bench.finishPorts())).toMatchObject({ result: 'stale' });
    expect(await bench.output(key)).toBeNull();
    expect(await bench.letters()).toMatchObject([{ body: received(key).message.body }]);
    expect(await handleMessage(received(key), bench.submitter())).toMatchObject({
      outcomes: [{ result: 'submitted', job: { source: { wishes: { trim: { to: 0.5 } } } } }],
    });
  });
});
