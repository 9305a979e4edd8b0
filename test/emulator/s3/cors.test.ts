import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startS3 } from './startS3.ts';

const Bucket = 'videos';
const RULE = {
  AllowedOrigins: ['https://app.example', 'https://*.preview.example'],
  AllowedMethods: ['PUT', 'GET'],
  AllowedHeaders: ['content-type', 'x-amz-*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 600,
};

const put = (client: S3Client, ...CORSRules: object[]) =>
  client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: CORSRules as [] } }));

const PREFLIGHT = { origin: 'https://app.example', 'access-control-request-method': 'PUT' };

function preflight(endpoint: string, headers: Record<string, string>): Promise<Response> {
  // As `fetch` forbids these headers to pages only, Node sends them.
  return fetch(`${endpoint}/${Bucket}/a.mp4?X-Amz-Date=20200101T000000Z&X-Amz-Expires=1`, {
    method: 'OPTIONS',
    headers,
  });
}

test('rules are kept as they were put, and are gone once deleted', async () => {
  const { client } = await startS3();
  const get = () => client.send(new GetBucketCorsCommand({ Bucket }));
  await expect(get()).rejects.toMatchObject({ name: 'NoSuchCORSConfiguration' });
  const rules = [
    { ...RULE, ID: 'a' },
    { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'] },
  ];
  await put(client, ...rules);
  expect((await get()).CORSRules).toEqual(rules);
  await client.send(new DeleteBucketCorsCommand({ Bucket }));
  await expect(get()).rejects.toMatchObject({ name: 'NoSuchCORSConfiguration' });
});

test.each([
  ['a method', { AllowedMethods: ['PATCH'] }, 'InvalidRequest', /Unsupported method is PATCH/],
  ['two stars', { AllowedOrigins: ['https://*.*'] }, 'InvalidRequest', /more than one wildcard/],
  ['an exposed star', { ExposeHeaders: ['*'] }, 'InvalidRequest', /ExposeHeader "\*" contains wildcard/],
  ['no origin', { AllowedOrigins: [] }, 'MalformedXML', /./],
])('a rule with %s that AWS does not take is refused', async (_, part, name, message) => {
  const { client } = await startS3();
  await expect(put(client, { ...RULE, ...part })).rejects.toMatchObject({
    ...{ name, message: expect.stringMatching(message) },
  });
});

test('a preflight that a rule allows says what the rule allows, whatever the URL has for a signature', async () => {
  const { client, endpoint } = await startS3();
  await put(client, RULE);
  const asked = 'Content-Type, X-Amz-Date';
  const reply = await preflight(endpoint, { ...PREFLIGHT, 'access-control-request-headers': asked });
  expect(reply.status).toBe(200);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'access-control-allow-origin': 'https://app.example',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'PUT, GET',
    'access-control-allow-headers': 'content-type, x-amz-date',
    'access-control-expose-headers': 'ETag',
    'access-control-max-age': '600',
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  });
});

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['another case of the origin', { origin: 'https://App.example' }],
  ['an origin with something behind it', { origin: 'https://app.example.evil.example' }],
  ['the bare domain of a wildcard', { origin: 'https://preview.example' }],
  ['a method', { 'access-control-request-method': 'DELETE' }],
  ['a header', { 'access-control-request-headers': 'content-type,authorization' }],
])('a preflight with %s that no rule allows is refused', async (_, headers) => {
  const { client, endpoint } = await startS3();
  await put(client, RULE);
  const reply = await preflight(endpoint, { ...PREFLIGHT, ...headers });
  expect(reply.status).toBe(403);
  expect(await reply.text()).toMatch(
    /<Code>AccessForbidden<.*CORSResponse: This CORS request is not allowed/,
  );
  expect(reply.headers.has('access-control-allow-origin')).toBe(false);
});

test('a preflight says what it lacks, or that the bucket has no rules', async () => {
  const { endpoint } = await startS3();
  expect(await (await preflight(endpoint, PREFLIGHT)).text()).toMatch(/CORS is not enabled for this bucket/);
  const noOrigin = await preflight(endpoint, { 'access-control-request-method': 'PUT' });
  expect([noOrigin.status, await noOrigin.text()]).toEqual([
    400,
    expect.stringMatching(/Origin request header/),
  ]);
  const noMethod = await preflight(endpoint, { origin: 'https://app.example' });
  expect([noMethod.status, await noMethod.text()]).toEqual([400, expect.stringMatching(/Method: null/)]);
});

test('every answer to an allowed origin carries the headers, errors too, and no other answer does', async () => {
  const { client, endpoint } = await startS3();
  await put(client, RULE);
  const ask = (origin: string, method: string, path = `${Bucket}/a`) =>
    fetch(`${endpoint}/${path}`, { method, headers: { origin }, ...(method === 'PUT' && { body: 'x' }) });
  const allowed = await ask('https://a.preview.example', 'PUT');
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://a.preview.example');
  expect([allowed.status, allowed.headers.get('etag')]).toEqual([200, expect.any(String)]);
  const gone = await ask('https://app.example', 'GET', `${Bucket}/gone`);
  expect([gone.status, gone.headers.get('access-control-expose-headers')]).toEqual([404, 'ETag']);
  for (const other of [
    ask('https://evil.example', 'GET'),
    ask('https://app.example', 'DELETE'),
    ask('https://app.example', 'GET', 'other/a'),
  ]) {
    expect((await other).headers.has('access-control-allow-origin')).toBe(false);
  }
});

test('a rule for every origin says so and lets nobody send credentials', async () => {
  const { client, endpoint } = await startS3();
  await put(client, { AllowedOrigins: ['*'], AllowedMethods: ['PUT'] });
  const reply = await preflight(endpoint, PREFLIGHT);
  expect(reply.headers.get('access-control-allow-origin')).toBe('*');
  expect(reply.headers.has('access-control-allow-credentials')).toBe(false);
});

test('a deployment sets the rules that it changes and leaves those that a client put since', async () => {
  const { client, store } = await startS3();
  const rule = (origin: string) => ({
    ...{ allowedOrigins: [origin], allowedMethods: ['PUT'], allowedHeaders: [], exposeHeaders: [] },
  });
  const origins = () => store.cors.get(Bucket).flatMap(({ allowedOrigins }) => allowedOrigins);
  store.cors.deploy(Bucket, [rule('https://one.example')]);
  expect(origins()).toEqual(['https://one.example']);
  await put(client, RULE);
  store.cors.deploy(Bucket, [rule('https://one.example')]);
  expect(origins()).toEqual(RULE.AllowedOrigins);
  store.cors.deploy(Bucket, [rule('https://two.example')]);
  expect(origins()).toEqual(['https://two.example']);
  store.cors.deploy(Bucket, []);
  expect(origins()).toEqual([]);
});
