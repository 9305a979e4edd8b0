import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quoteSource } from '../../cli/decide/quoteSource.ts';
import type { Forecast } from '../../dashboard/wire/uploads/forecast.ts';
import type { Began, Completed, Parts, Signed } from '../../dashboard/wire/uploads/uploads.ts';
import { choosePresets } from '../../presets/index.ts';
import { loadProfile } from '../../profiles/index.ts';
import { openStillStack, type StillStack } from '../cli/stillStack.ts';
import { probeOf } from '../fixtures/probes.ts';
import { type ServedPage, servePage } from './servedPage.ts';

let stack: StillStack;
let page: ServedPage;
let at: string;

beforeAll(async () => {
  stack = await openStillStack();
  page = await servePage(stack.endpoint);
  at = `http://${page.at}`;
});

afterAll(async () => {
  await page?.close();
  await stack?.close();
});

async function call<T>(path: string, body: object, method = 'POST'): Promise<T> {
  const headers = { 'x-fanreel-dashboard': '1' };
  const answer = await fetch(`${at}/api/${path}`, { method, headers, body: JSON.stringify(body) });
  return (await answer.json()) as T;
}

const crcOf = (text: string) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
};

async function begin(key: string, content: string, more: object = {}): Promise<Began> {
  return call('uploads', { key, sizeBytes: content.length, type: 'video/mp4', ...more });
}

async function uploadIdOf(key: string, content: string, more: object = {}): Promise<string> {
  const began = await begin(key, content, more);
  if (began.is !== 'begun') throw new Error(JSON.stringify(began));
  return began.uploadId;
}

/** Sends the one part, and gives the status and its eTag. */
async function send(key: string, uploadId: string, content: string, sum = crcOf(content)) {
  const { url, headers } = await call<Signed>('uploads/sign', { key, uploadId, number: 1, crc32: sum });
  const { status, headers: got } = await fetch(url, { method: 'PUT', headers, body: content });
  return { status, eTag: (got.get('etag') ?? '').replaceAll('"', '') };
}

function complete(key: string, uploadId: string, content: string, eTag: string, more: object = {}) {
  const given = { key, uploadId, sizeBytes: content.length, eTags: [eTag], ...more };
  return call<Completed>('uploads/complete', given);
}

it('brings a file to S3 by links that are signed part by part, with its wishes and its checksum', async () => {
  const key = 'a b/\u202eé&?#%.mp4';
  const wishes = { renditions: ['720p'], trim: { from: 1, to: '00:02' }, title: 'Beach é' };
  const uploadId = await uploadIdOf(key, 'film', { wishes });
  const { status, eTag } = await send(key, uploadId, 'film');
  expect(status).toBe(200);
  const { parts } = await call<Parts>('uploads/parts', { key, uploadId });
  expect(parts).toEqual([{ number: 1, sizeBytes: 4, eTag, crc32: crcOf('film') }]);
  const whole = { is: 'complete', bucket: 'fanreel-input', key };
  expect(await complete(key, uploadId, 'film', eTag)).toEqual(whole);
  expect(stack.services.s3.head('fanreel-input', key)).toMatchObject({
    sizeBytes: 4,
    headers: {
      ...{ 'content-type': 'video/mp4', 'x-amz-meta-fanreel-renditions': '720p' },
      ...{ 'x-amz-meta-fanreel-trim': '1-2', 'x-amz-meta-fanreel-title': 'Beach%20%C3%A9' },
    },
  });
  // The answer may have got lost on its way.
  expect(await complete(key, uploadId, 'film', eTag)).toEqual(whole);
  expect(await call('uploads/parts', { key, uploadId })).toEqual({ parts: null });
});

it('replaces nothing that it was not told to, neither what was there nor what came meanwhile', async () => {
  const there = { is: 'exists', object: { sizeBytes: 5, eTag: await stack.put('5.mp4') } };
  expect(await begin('5.mp4', 'other')).toMatchObject(there);
  const over = there.object.eTag;
  const uploadId = await uploadIdOf('5.mp4', 'other', { over });
  const { eTag } = await send('5.mp4', uploadId, 'other');
  expect(await complete('5.mp4', uploadId, 'other', eTag)).toMatchObject(there);
  expect(await complete('5.mp4', uploadId, 'other', eTag, { over: 'not-this' })).toMatchObject(there);
  expect(await complete('5.mp4', uploadId, 'other', eTag, { over })).toMatchObject({ is: 'complete' });
});

it('S3 refuses a part that is not what its checksum says', async () => {
  const uploadId = await uploadIdOf('sum.mp4', 'film');
  expect((await send('sum.mp4', uploadId, 'film', crcOf('other'))).status).toBe(400);
});

it('throws an upload away, also one that is no more', async () => {
  const upload = { key: 'gone.mp4', uploadId: await uploadIdOf('gone.mp4', 'film') };
  expect(await call('uploads', upload, 'DELETE')).toEqual({});
  expect(await call('uploads', upload, 'DELETE')).toEqual({});
  expect(await complete('gone.mp4', upload.uploadId, 'film', 'e')).toEqual({ is: 'gone' });
});

it.each([
  ['a key that is too long', { key: 'é'.repeat(513) }, /1026 bytes/],
  ['a folder', { key: 'a/' }, /ends with its name/],
  ['a key that no browser can send', { key: '/a/../b.mp4' }, /A part of the key is "\.\."/],
  ['half of a character', { key: '\ud800.mp4' }, /Unicode/],
  ['a rendition that nobody makes', { wishes: { renditions: ['8k'] } }, /"8k"/],
  ['more wishes than an object holds', { wishes: { title: 'é'.repeat(450) } }, /2048 bytes/],
  ['more than S3 takes', { sizeBytes: 6 * 1024 ** 4 }, /sizeBytes/],
])('says why it begins no upload of %s', async (_, more, message) => {
  const answer = await begin('refused.mp4', '', more);
  expect(answer).toEqual({ message: expect.stringMatching(message) });
});

it('cuts 6 GB into parts of 8 MiB, and what would be more than 10,000 of these into larger ones', async () => {
  expect(await begin('six.mp4', '', { sizeBytes: 6e9 })).toMatchObject({ partBytes: 8 * 1024 ** 2 });
  const { partBytes } = (await begin('tera.mp4', '', { sizeBytes: 1e12 })) as { partBytes: number };
  expect(Math.ceil(1e12 / partBytes)).toBe(10_000);
});

it('puts a file of wishes beside, right or wrong, and no file of another program', async () => {
  const put = (text: string) => call('uploads/beside', { key: 'b.mp4', text });
  expect(await put('{"trim": {"from": 1}}')).toEqual({ key: 'b.mp4.json' });
  expect(stack.services.s3.head('fanreel-input', 'b.mp4.json').sizeBytes).toBe(21);
  expect(await put('{"title": "anybody’s"}')).toEqual({ key: null });
  expect(await put('{"trim": 1}')).toEqual({ key: 'b.mp4.json' });
});

it('forecasts what quote says, by the same figures', async () => {
  const probe = probeOf();
  const presets = await choosePresets(['720p', '1080p']);
  const quote = quoteSource('a.mp4', probe, presets, await loadProfile('local'));
  if ('refusal' in quote) throw new Error('Nothing is quoted.');
  const told = await call<Forecast>('forecast', { key: 'a.mp4', probe });
  expect(told.notes).toContain('The stack does not tell its profile: reckoned with "local".');
  for (const { rendition, outcome } of told.renditions) {
    const quoted = quote.renditions.find(one => one.rendition === rendition);
    if (!quoted || 'refusal' in quoted) throw new Error(`${rendition} is not quoted.`);
    const { engine, reason, seconds, usd } = quoted;
    expect(outcome).toMatchObject({ is: 'made', engine, reason, seconds, usd, ...quoted.makes });
  }
});

it('forecasts as it is wished, by the form and by a file beside', async () => {
  const probe = probeOf();
  const whole = await call<Forecast>('forecast', { key: 'a.mp4', probe });
  const wished = { key: 'a.mp4', probe, wishes: { trim: { to: 1 } }, beside: '{"without":["1080p"]}' };
  const some = await call<Forecast>('forecast', wished);
  expect(some.renditions.map(({ outcome }) => outcome.is).sort()).toEqual(['made', 'not-wished']);
  expect(some.usd).toBeLessThan(whole.usd);
});

it.each([
  ['no probe', { probe: { container: 'mp4' } }, /no probe/],
  ['a rate that no video has', { probe: probeOf({ fps: -1 }) }, /no probe.*>0/s],
  ['a wish that is none', { probe: probeOf(), wishes: { trim: 'x' } }, /trim/],
  ['a key that no file gets', { key: 'é'.repeat(513), probe: probeOf() }, /1026 bytes/],
])('says why it forecasts nothing of %s', async (_, given, message) => {
  expect(await call('forecast', { key: 'a.mp4', ...given })).toEqual({
    message: expect.stringMatching(message),
  });
});
