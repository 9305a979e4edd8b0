import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { allowsOrigin } from '../../../../emulator/s3/cors/allowsOrigin.ts';
import { S3Store } from '../../../../emulator/s3/store/s3Store.ts';
import { temporaryFolder } from '../startS3.ts';

const ORIGIN = 'http://localhost:3000';

async function asked(method: string, url: string, headers: Record<string, string> = {}): Promise<boolean> {
  const store = new S3Store(temporaryFolder());
  store.buckets.create('open');
  store.buckets.create('closed');
  store.cors.set('open', [
    {
      ...{ allowedOrigins: [ORIGIN], allowedMethods: ['PUT', 'POST', 'GET', 'HEAD'] },
      ...{ allowedHeaders: ['*'], exposeHeaders: [] },
    },
  ]);
  const request = { method, url, headers: { host: '127.0.0.1:4566', origin: ORIGIN, ...headers } };
  const allowed = allowsOrigin(store, request as unknown as IncomingMessage);
  store.close();
  return allowed;
}

it.each<[string, string, string, Record<string, string>?]>([
  ['an upload', 'PUT', '/open/a.mp4'],
  ['its preflight', 'OPTIONS', '/open/a.mp4', { 'access-control-request-method': 'PUT' }],
  ['an upload by form', 'POST', '/open'],
  ['the beginning of an upload in parts', 'POST', '/open/a.mp4?uploads'],
  ['a part', 'PUT', '/open/a.mp4?partNumber=1&uploadId=x'],
  ['a read', 'GET', '/open/a.mp4'],
  ['a listing', 'GET', '/open?list-type=2'],
  ['a virtual-hosted bucket', 'PUT', '/a.mp4', { host: 'open.localhost:4566' }],
  ['a copy within the bucket', 'PUT', '/open/b', { 'x-amz-copy-source': '/open/a' }],
])('a page of an origin that the bucket allows may ask for %s', async (_, method, url, headers) => {
  expect(await asked(method, url, headers)).toBe(true);
  expect(await asked(method, url, { ...headers, origin: 'http://evil.example' })).toBe(false);
});

it.each<[string, string, string, Record<string, string>?]>([
  ['what no rule lists', 'DELETE', '/open/a.mp4'],
  ['its preflight', 'OPTIONS', '/open/a.mp4', { 'access-control-request-method': 'DELETE' }],
  ['the same by a list', 'POST', '/open?delete'],
  ['another bucket', 'PUT', '/closed/a.mp4'],
  ['another virtual-hosted bucket', 'PUT', '/open/a.mp4', { host: 'closed.localhost:4566' }],
  ['all buckets', 'GET', '/'],
  ['a copy from another bucket', 'PUT', '/open/b', { 'x-amz-copy-source': '/closed/a' }],
  ['the same named in the query', 'PUT', '/open/b?X-Amz-Copy-Source=closed/a'],
  ['the same as a part', 'PUT', '/open/b?partNumber=1&uploadId=x', { 'x-amz-copy-source': 'closed/a' }],
  ['new rules', 'PUT', '/open?cors'],
  ['a new bucket', 'PUT', '/new'],
  ['a target that cannot be read', 'GET', '/open/%ff'],
])('but not for %s', async (_, method, url, headers) => {
  expect(await asked(method, url, headers)).toBe(false);
});
