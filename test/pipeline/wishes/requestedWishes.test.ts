import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { FIRST_SENT_ATTRIBUTE, writeRequest } from '../../../contract/messages/request.ts';
import { writeWishes } from '../../../contract/wishes/metadata.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import { type Bench, INPUT, openBench, QUEUE, received, withPorts } from '../support/bench.ts';

let bench: Bench;
let clip: Buffer;

beforeAll(async () => {
  bench = await openBench();
  clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144', seconds: 2 }));
});

afterAll(() => bench?.close());

beforeEach(() => {
  bench.notified.length = 0;
});

/** A request as it comes, its wishes as they may be. */
const asking = (key: string, id: string, wishes?: unknown, sentAt = new Date().toISOString()) => {
  const body = JSON.stringify({ ...JSON.parse(writeRequest({ source: { bucket: INPUT, key } })), wishes });
  return received(key, { message: { id, body, attributes: {}, sentAt } });
};

const upload = (key: string, id: string) => {
  const s3 = { bucket: { name: INPUT }, object: { key } };
  const body = JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3 }] });
  return received(key, { message: { id, body, attributes: {}, sentAt: new Date().toISOString() } });
};

const make = async (message: ReturnType<typeof upload>, worker: Worker = bench.worker()) => {
  const { outcomes } = await handleMessage(message, worker);
  return outcomes.map(({ result, job }) => ({ result, jobId: job.jobId, wishes: job.source.wishes }));
};

const trim: NonNullable<Wishes['trim']> = { to: 1 };

it('what a request wishes is other work, and an upload that is told of once more undoes nothing of it', async () => {
  await bench.put('later.mp4', clip);
  const [first] = await make(upload('later.mp4', 'm1'));
  const [second] = await make(asking('later.mp4', 'm2', { trim }));
  expect(second).toMatchObject({ result: 'complete', wishes: { trim } });
  expect(second?.jobId).not.toBe(first?.jobId);
  const stands = await bench.output('later.mp4');
  expect(stands?.metadata['fanreel-job']).toBe(second?.jobId);
  expect(await make(upload('later.mp4', 'm1'))).toMatchObject([
    { result: 'already-complete', jobId: second?.jobId },
  ]);
  expect(await make(asking('later.mp4', 'm3'))).toMatchObject([{ result: 'already-complete' }]);
  expect(await bench.output('later.mp4')).toEqual(stands);
});

it('of two requests the later one stands, in whatever order they come', async () => {
  await bench.put('order.mp4', clip);
  const [later] = await make(asking('order.mp4', 'm2', { trim }, '2026-11-26T10:00:01.000Z'));
  const earlier = asking('order.mp4', 'm1', { trim: { to: 0.5 } }, '2026-11-26T10:00:00.000Z');
  expect(await make(earlier)).toMatchObject([{ result: 'already-complete', jobId: later?.jobId }]);
  expect(await make(asking('order.mp4', 'm3', {}))).toMatchObject([{ result: 'complete' }]);
});

it('a request that was put back wishes no later than when it was first sent', async () => {
  const worker = bench.worker();
  await bench.put('back.mp4', clip);
  const first = asking('back.mp4', 'm1', { trim: { to: 0.5 } }, '2026-11-26T10:00:00.000Z');
  const [later] = await make(asking('back.mp4', 'm2', { trim }, '2026-11-26T10:00:01.000Z'));
  await worker.ports.deadLetters.requeue(worker.rendition.queueUrl, first.message);
  const [{ attributes = {} } = {}] = await bench.letters();
  expect(attributes).toEqual({ [FIRST_SENT_ATTRIBUTE]: first.message.sentAt });
  const back = asking('back.mp4', 'm3', { trim: { to: 0.5 } });
  const again = { ...back, message: { ...back.message, attributes } };
  expect(await make(again)).toMatchObject([{ result: 'already-complete', jobId: later?.jobId }]);
});

it('what a request does not say is as the upload wishes, and of renditions the request decides', async () => {
  const metadata = writeWishes({ title: 'Beach', batch: 'b', renditions: ['144p'] });
  await bench.put('both.mp4', clip, metadata);
  const [made] = await make(asking('both.mp4', 'm1', { title: 'Sea', trim }));
  expect(made?.wishes).toEqual({ title: 'Sea', batch: 'b', renditions: ['144p'], trim });
  const other = await handleMessage(asking('both.mp4', 'm2', { renditions: ['720p'] }), bench.worker());
  expect(other).toMatchObject({ acknowledge: true, outcomes: [] });
});

it('a job whose upload is wished otherwise meanwhile publishes nothing, and the new wish is made', async () => {
  await bench.put('meanwhile.mp4', clip);
  const worker = bench.worker();
  let asked = false;
  const download: Worker['ports']['sources']['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    if (asked) return;
    asked = true;
    const { sources, ledger } = worker.ports;
    const source = await sources.describe(INPUT, 'meanwhile.mp4');
    const mark = { id: 'm2', sentAt: new Date().toISOString() };
    if (source) await ledger.request(source, '144p', { wishes: { trim } }, mark);
  };
  const changed = withPorts(worker, { sources: { download } });
  const handled = await handleMessage(upload('meanwhile.mp4', 'm1'), changed);
  expect(handled.outcomes).toMatchObject([
    { result: 'complete', job: { source: { wishes: { trim } } }, gaveWay: [{ state: 'superseded' }] },
  ]);
});

it('a wrong wish is told, and the profile says whether the upload is made without it', async () => {
  await bench.put('wrong.mp4', clip);
  const [made] = await make(asking('wrong.mp4', 'm1', { trim: { from: 2, to: 1 } }));
  expect(made).toMatchObject({ result: 'complete', wishes: undefined });
  const message = 'The wish in the request cannot be taken: trim: to has to be later than from.';
  expect((await bench.job('wrong.mp4'))?.source.wishFailure).toEqual({ code: 'bad-wish', message });
  await bench.put('refused.mp4', clip, { 'fanreel-titel': 'Beach' });
  const { settings } = bench.worker();
  const strict = bench.worker({ settings: { wishes: { ...settings.wishes, onWrong: 'refuse' } } });
  expect(await handleMessage(upload('refused.mp4', 'm1'), strict)).toMatchObject({
    failure: { class: 'input', code: 'bad-wish', message: expect.stringContaining('fanreel-titel') },
  });
  expect(await bench.output('refused.mp4')).toBeNull();
});

it('what is only told is told again of what is there, and nothing is encoded', async () => {
  await bench.put('told.mp4', clip);
  const [made] = await make(upload('told.mp4', 'm1'));
  const stands = await bench.output('told.mp4');
  const wishes = { title: 'Beach', batch: 'holidays' };
  bench.notified.length = 0;
  expect(await make(asking('told.mp4', 'm2', wishes))).toEqual([
    { result: 'already-complete', jobId: made?.jobId, wishes },
  ]);
  expect(bench.notified).toMatchObject([{ state: 'complete', jobId: made?.jobId, wishes }]);
  const job = await bench.job('told.mp4');
  expect(job).toMatchObject({ batch: 'holidays', source: { wishes } });
  expect(job).not.toHaveProperty('untold');
  await make(asking('told.mp4', 'm3', wishes));
  expect(bench.notified).toHaveLength(1);
  await make(asking('told.mp4', 'm4', {}));
  expect(await bench.job('told.mp4')).not.toHaveProperty('batch');
  expect(await bench.output('told.mp4')).toEqual(stands);
});

it('what is only told of a job that is being made is told at its end', async () => {
  await bench.put('under-way.mp4', clip);
  const worker = bench.worker();
  let asked = false;
  const download: Worker['ports']['sources']['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    if (asked) return;
    asked = true;
    await handleMessage(asking('under-way.mp4', 'm2', { title: 'Beach' }), bench.worker());
  };
  const handled = await handleMessage(
    upload('under-way.mp4', 'm1'),
    withPorts(worker, { sources: { download } }),
  );
  expect(handled.outcomes).toMatchObject([{ result: 'complete' }]);
  const told = bench.notified.filter(({ state }) => state === 'complete');
  expect(told).toMatchObject([{ wishes: { title: 'Beach' } }]);
  expect((await bench.job('under-way.mp4'))?.attempts).toHaveLength(1);
});

it('an upload of low priority is asked for anew once, so that others pass it', async () => {
  await bench.put('low.mp4', clip, writeWishes({ priority: 'low' }));
  const handled = await handleMessage(upload('low.mp4', 'm1'), bench.worker());
  expect(handled).toMatchObject({
    acknowledge: true,
    outcomes: [],
    ignored: expect.stringContaining('low priority'),
  });
  const [waiting] = await bench.services.sqs.receive({ queue: QUEUE, max: 10, waitSeconds: 0 });
  expect(waiting).toMatchObject({ groupId: 'low', body: upload('low.mp4', 'm1').message.body });
  const attributes = { 'fanreel-priority': waiting?.attributes['fanreel-priority']?.StringValue ?? '' };
  const message = { ...upload('low.mp4', 'm2').message, attributes };
  expect(await make({ ...upload('low.mp4', 'm2'), message })).toMatchObject([{ result: 'complete' }]);
});
