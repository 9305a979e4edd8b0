import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionFrom } from '../../cli/aws/connection.ts';
import { finalKey } from '../../contract/keys/finalKey.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { imagesOf } from '../../dashboard/reads/looks/imagesOf.ts';
import { attachment, savedName } from '../../dashboard/reads/looks/links.ts';
import { leadFor } from '../../dashboard/server/objects.ts';
import { type Look, lookSchema } from '../../dashboard/wire/looks/look.ts';
import { openStillStack, type StillStack } from '../cli/stillStack.ts';
import { type ServedPage, servePage } from './servedPage.ts';

const KEY = 'a/holi day.mov';
const OUT = 'fanreel-720p';

let stack: StillStack;
let page: ServedPage;
let s3: S3Client;
let at: string;

beforeAll(async () => {
  stack = await openStillStack();
  await stack.put(KEY);
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  s3 = new S3Client({ endpoint: stack.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  const Key = finalKey('mp4', KEY);
  await s3.send(new PutObjectCommand({ Bucket: OUT, Key, Body: '0123456789', ContentType: 'video/mp4' }));
  const output = { bucket: OUT, key: Key, sizeBytes: 10, durationSeconds: 2, width: 1280, height: 720 };
  const attempts = [{ number: 1, messageId: 'm', startedAt: '2026-01-02T03:04:05.000Z', usd: 0.25 }];
  await stack.job(KEY, '720p', { state: 'complete', engine: 'ffmpeg', output, attempts });
  page = await servePage(stack.endpoint);
  at = `http://${page.at}`;
});

afterAll(async () => {
  s3?.destroy();
  await page?.close();
  await stack?.close();
});

async function look(): Promise<Look> {
  const answer = await fetch(`${at}/api/look?${new URLSearchParams({ key: KEY })}`);
  return lookSchema.parse(await answer.json());
}

it('tells a source and what was made of it, with what is known of each', async () => {
  expect(await look()).toMatchObject({
    fromSeconds: 0,
    source: { name: 'source', container: 'mov', sizeBytes: KEY.length },
    renditions: [{ name: '720p', container: 'mp4', durationSeconds: 2, width: 1280, usd: 0.25 }],
    stills: [],
  });
});

it('passes on parts of an object, by links to it alone', async () => {
  const { renditions } = await look();
  const link = new URL(renditions[0]?.url ?? '', at);
  const part = await fetch(link, { headers: { range: 'bytes=2-4' } });
  expect([part.status, await part.text()]).toEqual([206, '234']);
  expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(part.headers.get('content-security-policy')).toBe('sandbox');
  link.search = '';
  expect((await fetch(link)).status).toBe(404);
  expect((await fetch(`${at}/dashboard/objects//example.org/?X-Amz-Signature=x`)).status).toBe(404);
});

it('has nothing of a bucket that is not the stack’s, whatever its credentials may read', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'payroll' }));
  await s3.send(new PutObjectCommand({ Bucket: 'payroll', Key: 'all.csv', Body: 'secret' }));
  const answer = await fetch(`${at}/api/look?bucket=payroll&key=all.csv`);
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { message: expect.stringMatching(/nothing of "payroll"/) },
  ]);
  const { port } = new URL(at);
  for (const path of ['payroll/all.csv', `${OUT}/../payroll/all.csv`, `${OUT}/%2e%2e/payroll/all.csv`]) {
    const asked = get({ port, path: `/dashboard/objects/${path}?X-Amz-Signature=x` });
    const [{ statusCode }] = (await once(asked, 'response')) as [IncomingMessage];
    expect([path, statusCode]).toEqual([path, 404]);
  }
});

it('shows stills of the others where a list of them cannot be read', async () => {
  const Key = finalKey(null, 'broken.mp4');
  await s3.send(new PutObjectCommand({ Bucket: OUT, Key, Body: 'no list' }));
  for (const bucket of [OUT, 'a-bucket-that-is-gone'])
    expect(await imagesOf(s3, { output: { bucket, key: Key } } as LedgerJob)).toBe(null);
});

it('refuses objects to a page of another origin', async () => {
  const { renditions } = await look();
  const headers = { 'sec-fetch-site': 'same-site' };
  expect((await fetch(new URL(renditions[0]?.url ?? '', at), { headers })).status).toBe(403);
});

it('lets a rendition be saved under a name that tells the source and the rendition', async () => {
  const { renditions } = await look();
  const saved = await fetch(new URL(renditions[0]?.downloadUrl ?? '', at));
  expect(saved.headers.get('content-disposition')).toBe(
    `attachment; filename="holi day.720p.mp4"; filename*=UTF-8''holi%20day.720p.mp4`,
  );
  expect(await saved.text()).toBe('0123456789');
});

it('names files so that no name breaks the header', () => {
  const hostile = savedName('b/"x"\r\nSet-Cookie: a=1\u202e文\ud800.mov', '720p', 'mp4');
  expect(attachment(hostile)).toMatch(/^[\x20-\x7e]+$/);
  expect(attachment(hostile).match(/"/g)).toHaveLength(2);
});

it('leads to AWS itself, to the page’s own port, or through the dashboard', () => {
  const link = new URL('http://127.0.0.1:4566/out/a%20b.mp4?X-Amz-Signature=x');
  const local = connectionFrom({ endpoint: 'http://127.0.0.1:4566', stack: 'fanreel' }, {});
  const aws = connectionFrom({ aws: true, stack: 'fanreel' }, {});
  expect([leadFor(local, true), leadFor(local, false), leadFor(aws, false)].map(to => to(link))).toEqual([
    '/out/a%20b.mp4?X-Amz-Signature=x',
    '/dashboard/objects/out/a%20b.mp4?X-Amz-Signature=x',
    link.href,
  ]);
});

it('says that a source is gone by leaving it out', async () => {
  const answer = await fetch(`${at}/api/look?key=gone.mp4`);
  expect(lookSchema.parse(await answer.json())).toMatchObject({ renditions: [], stills: [] });
  expect(await fetch(`${at}/api/look?key=gone.mp4`).then(one => one.json())).not.toHaveProperty('source');
});
