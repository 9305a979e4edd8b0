import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionFrom } from '../../cli/aws/connection.ts';
import type { DeployedRendition, Deployment } from '../../contract/deployment.ts';
import { openDashboard } from '../../dashboard/server/openDashboard.ts';
import { guardPages } from '../../local/start/guardPages.ts';

interface Asked {
  readOnly?: boolean;
  method?: string;
  headers?: Record<string, string>;
}

const ports = new Map<boolean, number>();
const servers: Server[] = [];

beforeAll(async () => {
  for (const readOnly of [false, true]) {
    const guard = guardPages();
    const connection = connectionFrom({ aws: true, stack: 'fanreel', region: 'eu-west-1' }, {});
    const rendition = { name: '720p', bucket: 'out.with.dots' } as DeployedRendition;
    const deployment = { inputBucket: 'input', renditions: [rendition] } as Deployment;
    const page = openDashboard({
      ...{ deployment, connection, readOnly },
      guard: request => guard(request, () => false),
    });
    const server = createServer(page.answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    ports.set(readOnly, (server.address() as AddressInfo).port);
  }
});

afterAll(() => {
  for (const server of servers) server.close();
});

async function ask(path: string, { readOnly = false, method = 'GET', headers = {} }: Asked = {}) {
  const port = ports.get(readOnly);
  const host = { host: `127.0.0.1:${port}` };
  const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers: { ...host, ...headers } }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

it.each([
  ['a name that is not of this machine', { host: 'rebound.example' }],
  ['a page of another origin', { origin: 'http://foreign.example' }],
  ['a page of no origin', { origin: 'null' }],
  ['an image or a link in a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ['a page on another port', { 'sec-fetch-site': 'same-site' }],
])('is not for %s', async (_, headers) => {
  for (const path of ['/health', '/dashboard/', '/api/queue', '/ws']) {
    const { status, body } = await ask(path, { headers });
    expect([path, status]).toEqual([path, 403]);
    expect(JSON.parse(body)).toEqual({ message: expect.stringMatching(/\.$/) });
  }
});

it('tells which stack it is of', async () => {
  const { status, body } = await ask('/health', { headers: { 'sec-fetch-site': 'same-origin' } });
  expect([status, JSON.parse(body)]).toEqual([
    200,
    { status: 'ok', stack: 'fanreel', place: 'AWS', inputBucket: 'input', readOnly: false },
  ]);
});

it.each([
  ['without the header that a form of another site cannot send', {}, 403, /x-fanreel-dashboard/],
  ['with it', { 'x-fanreel-dashboard': '1' }, 405, /called by GET/],
])('what changes something is asked %s', async (_, headers, status, message) => {
  const answer = await ask('/api/queue', { method: 'POST', headers });
  expect([answer.status, JSON.parse(answer.body).message]).toEqual([status, expect.stringMatching(message)]);
});

it('changes nothing when it is read-only, whatever stands in the call', async () => {
  const asked = { readOnly: true, method: 'DELETE', headers: { 'x-fanreel-dashboard': '1' } };
  const { status, body } = await ask('/api/queue', asked);
  expect([status, JSON.parse(body).message]).toEqual([403, expect.stringMatching(/read-only/)]);
});

it('lets no call change anything that comes without the header, from elsewhere, or while it is read-only', async () => {
  const { body } = await ask('/api/openapi.json');
  const { paths } = JSON.parse(body) as { paths: Record<string, object> };
  const changes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap(method => (method === 'get' ? [] : [[path, method.toUpperCase()] as const])),
  );
  expect(changes.length).toBeGreaterThan(10);
  const header = { 'x-fanreel-dashboard': '1' };
  for (const [path, method] of changes) {
    const asked: [string, Asked][] = [
      ['no header', {}],
      ['foreign', { headers: { ...header, origin: 'http://foreign.example' } }],
      ['another host', { headers: { ...header, host: 'rebound.example' } }],
      ['a form', { headers: { ...header, 'sec-fetch-site': 'cross-site' } }],
      ['read-only', { headers: header, readOnly: true }],
    ];
    for (const [how, one] of asked) {
      const { status } = await ask(path, { ...one, method });
      expect([method, path, how, status]).toEqual([method, path, how, 403]);
    }
  }
});

it('serves a page without a script in it, which may load and reach nothing but its own and what is in the stack’s buckets', async () => {
  const page = await ask('/dashboard/');
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
  expect(policy).not.toMatch(/unsafe|http:|\*/);
  const s3 = "'self' https://input.s3.eu-west-1.amazonaws.com https://s3.eu-west-1.amazonaws.com";
  for (const one of [`img-src ${s3} data:`, `media-src ${s3}`, `connect-src ${s3}`]) {
    expect(policy.split('; ')).toContain(one);
  }
  expect(page.body).not.toMatch(/<script(?![^>]*src="\/dashboard\/)[^>]*>|<style|\son\w+=|https?:/);
  const named = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(1);
  for (const path of named) expect([path, (await ask(path)).status]).toEqual([path, 200]);
});

it('lets the thread that looks into files compile WebAssembly, and nothing else', async () => {
  const policyOf = async (path: string) => String((await ask(path)).headers['content-security-policy']);
  expect(await policyOf('/dashboard/inspector.js')).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
  expect(await policyOf('/dashboard/page.js')).not.toMatch(/unsafe/);
  const wasm = await ask('/dashboard/MediaInfoModule.wasm');
  expect([wasm.status, wasm.headers['content-type']]).toEqual([200, 'application/wasm']);
});

it.each(['/dashboard/../package.json', '/dashboard/main.tsx', '/api/', '/api/nothing'])(
  'has nothing at %s',
  async path => {
    expect((await ask(path)).status).toBe(404);
  },
);

it('leads to the page from its path without the slash', async () => {
  const { status, headers } = await ask('/dashboard');
  expect([status, headers.location]).toEqual([308, '/dashboard/']);
});
