import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { MAX_KEY_BYTES } from '../../../contract/keys/checkedKey.ts';
import { WISH } from '../../../contract/wishes/wishes.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import { type Bench, INPUT, openBench, received, withPorts } from '../support/bench.ts';

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

let messages = 0;

/** As S3 tells of an object. */
const told = (key: string, id = `m${++messages}`) => {
  const s3 = { bucket: { name: INPUT }, object: { key } };
  const body = JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3 }] });
  return received(key, { message: { id, body, attributes: {}, sentAt: new Date().toISOString() } });
};

const wish = (key: string, wishes: object) => bench.put(`${key}.json`, Buffer.from(JSON.stringify(wishes)));

const make = async (key: string, worker: Worker = bench.worker()) => {
  const handled = await handleMessage(told(key), worker);
  const made = handled.outcomes.map(({ result, job: { jobId, source } }) => ({
    ...{ result, jobId },
    ...{ wishes: source.wishes, failure: source.wishFailure?.message },
  }));
  return { made: made[0], note: handled.acknowledge ? handled.ignored : undefined };
};

const TRIM = { schema: WISH, trim: { to: 1 } };

it('wishes beside an upload are found whether they come first or last, and each wish is made once', async () => {
  await wish('first.mp4', TRIM);
  expect(await make('first.mp4.json')).toEqual({
    made: undefined,
    note: expect.stringContaining('"first.mp4.json" lies beside nothing'),
  });
  await bench.put('first.mp4', clip);
  const first = await make('first.mp4');
  expect(first.made).toMatchObject({ result: 'complete', wishes: { trim: { to: 1 } } });
  expect((await make('first.mp4.json')).made?.result).toBe('already-complete');

  await bench.put('last.mp4', clip);
  const plain = await make('last.mp4');
  await wish('last.mp4', TRIM);
  const last = await make('last.mp4.json');
  expect(last.made).toMatchObject({ result: 'complete', wishes: { trim: { to: 1 } } });
  expect(last.made?.jobId).not.toBe(plain.made?.jobId);
  expect((await make('last.mp4')).made).toMatchObject({
    result: 'already-complete',
    jobId: last.made?.jobId,
  });
});

it('wishes that change and change back are followed each time', async () => {
  await bench.put('changed.mp4', clip);
  const ids: unknown[] = [];
  for (const to of [1, 0.5, 1]) {
    await wish('changed.mp4', { trim: { to } });
    const { made } = await make('changed.mp4.json');
    expect(made).toMatchObject({ result: 'complete', wishes: { trim: { to } } });
    expect((await bench.output('changed.mp4'))?.metadata['fanreel-job']).toBe(made?.jobId);
    ids.push(made?.jobId);
  }
  expect(ids[2]).toBe(ids[0]);
  await bench.clients.s3.send(new DeleteObjectCommand({ Bucket: INPUT, Key: 'changed.mp4.json' }));
  expect((await make('changed.mp4')).made).toMatchObject({ result: 'complete', wishes: undefined });
});

it('of wishes that come while the upload is made, the old ones are given up and the new ones are made', async () => {
  await bench.put('during.mp4', clip);
  const worker = bench.worker();
  let times = 0;
  const download: Worker['ports']['sources']['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    times += 1;
    if (times === 1) await wish('during.mp4', TRIM);
  };
  const { outcomes } = await handleMessage(told('during.mp4'), withPorts(worker, { sources: { download } }));
  expect(outcomes).toMatchObject([
    {
      result: 'complete',
      job: { source: { wishes: { trim: { to: 1 } } } },
      gaveWay: [{ state: 'superseded' }],
    },
  ]);
});

it.each<[string, Buffer, RegExp]>([
  ['is no JSON', Buffer.from('{"trim":'), /"WRONG.json" cannot be taken: it is not JSON/],
  ['is empty', Buffer.alloc(0), /it is not JSON/],
  ['is not UTF-8', Buffer.from('{"title":"\xff"}', 'latin1'), /it is not text in UTF-8/],
  ['has a wrong field', Buffer.from('{"trim":{"from":1},"titel":"x"}'), /Unrecognized key: "titel"/],
  ['has a null', Buffer.from('{"schema":"fanreel.wish/1","title":null}'), /title: /],
  ['is of a later version', Buffer.from('{"schema":"fanreel.wish/9"}'), /schema: expected "fanreel.wish\/1"/],
  ['is nested without end', Buffer.from(`${'{"trim":'.repeat(3_000)}1${'}'.repeat(3_000)}`), /trim: /],
  [
    'is larger than 64 KB',
    Buffer.from(JSON.stringify({ schema: WISH, title: 'x', metadata: { a: 'y'.repeat(70_000) } })),
    /it is larger than 64 KB/,
  ],
])('a file beside an upload that %s is a wrong wish', async (name, body, sentence) => {
  const key = `${name}.mp4`;
  await bench.put(key, clip);
  await bench.put(`${key}.json`, body);
  const { made } = await make(key);
  expect(made).toMatchObject({ result: 'complete', wishes: undefined });
  expect(made?.failure).toMatch(new RegExp(sentence.source.replace('WRONG', `${name}.mp4`)));
});

it.each<[string, string]>([
  ["another program's", '{"title":"IMG_1.mp4","description":"","creationTime":{"timestamp":"1"}}'],
  ['a list', '[{"trim":{"to":1}}]'],
  ['null', 'null'],
  ["another program's, and large", `{"data":"${'x'.repeat(5_000_000)}"}`],
])('a file beside an upload that is %s is left alone', async (name, body) => {
  const key = `alone ${name}.mp4`;
  await bench.put(key, clip);
  await bench.put(`${key}.json`, Buffer.from(body));
  expect((await make(key)).made).toMatchObject({ result: 'complete', wishes: undefined, failure: undefined });
});

it('a file in UTF-8 with a byte-order mark, and a title in any script, are taken', async () => {
  const title = '🎬 סרט عطلة';
  await bench.put('bom.mp4', clip);
  await bench.put('bom.mp4.json', Buffer.from(`\uFEFF${JSON.stringify({ schema: WISH, title })}`));
  expect((await make('bom.mp4')).made).toMatchObject({ wishes: { title }, failure: undefined });
});

it('wishes lie beside what is a video by its content, and a video may be called as wishes are', async () => {
  await bench.put('by-content', clip);
  await wish('by-content', TRIM);
  expect((await make('by-content.json')).made).toMatchObject({
    result: 'complete',
    wishes: { trim: { to: 1 } },
  });
  await bench.put('x.mp4.json.mp4', clip);
  expect((await make('x.mp4.json.mp4')).made).toMatchObject({ result: 'complete', wishes: undefined });
  await bench.put('notes.txt.json', Buffer.from('{"trim":{"to":1}}'));
  expect((await make('notes.txt.json')).note).toMatch(/is not a video by its name \(\.json\)/);
});

it('a key that leaves no room for a file beside it is made without one', async () => {
  const key = `${'long/'.repeat(204)}.mp4`;
  await bench.put(key, clip);
  const sent = vi.spyOn(bench.clients.s3, 'send');
  expect((await make(key)).made).toMatchObject({ result: 'complete', wishes: undefined });
  const asked = sent.mock.calls.map(([{ input }]) => ('Key' in input ? (input.Key ?? '') : ''));
  sent.mockRestore();
  // S3 itself answers with an error that is no 404.
  expect(asked).toContain(key);
  expect(asked.filter(one => Buffer.byteLength(one) > MAX_KEY_BYTES)).toEqual([]);
});

it('where the profile looks at no files beside uploads, they are files like any other', async () => {
  const { settings } = bench.worker();
  const worker = bench.worker({ settings: { wishes: { ...settings.wishes, sidecars: false } } });
  await bench.put('off.mp4', clip);
  await wish('off.mp4', TRIM);
  expect((await make('off.mp4.json', worker)).note).toMatch(/is not a video by its name/);
});

it('a file beside what has failed tries it again only where it wishes something new', async () => {
  await bench.put('broken.mp4', Buffer.from('no video'));
  expect(await handleMessage(told('broken.mp4'), bench.worker())).toMatchObject({ acknowledge: false });
  await bench.put('broken.mp4.json', Buffer.from('{"title":"IMG_1.mp4"}'));
  expect((await make('broken.mp4.json')).note).toMatch(/wishes nothing new of what has failed/);
  await wish('broken.mp4', { schema: WISH, title: 'x' });
  expect(await handleMessage(told('broken.mp4.json'), bench.worker())).toMatchObject({
    failure: { class: 'input' },
  });
});
