import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectionFrom } from '../../cli/aws/connection.ts';
import { accessOf } from '../../cli/commands/dashboard/accessOf.ts';
import type { DeployedRendition, Deployment } from '../../contract/deployment.ts';
import { Door } from '../../dashboard/server/access/door.ts';
import { openDashboard } from '../../dashboard/server/openDashboard.ts';
import { listen } from '../../local/machine/listen.ts';
import { guardPages } from '../../local/start/guardPages.ts';

const TOKEN = '0123456789abcdef0123';

let server: Server;
let at: string;

beforeAll(async () => {
  const guard = guardPages();
  const page = openDashboard({
    connection: connectionFrom({ aws: true, stack: 'fanreel', region: 'eu-west-1' }, {}),
    deployment: { inputBucket: 'in', renditions: [] as DeployedRendition[] } as Deployment,
    ...{ readOnly: false, access: { token: TOKEN, userHeader: 'x-user' } },
    guard: request => guard(request, () => false),
  });
  server = createServer({ shouldUpgradeCallback: page.upgrades }, page.answer).on('upgrade', page.upgrade);
  at = `127.0.0.1:${await listen(server, 0)}`;
});

afterAll(() => {
  server?.close();
});

function ask(path: string, headers: Record<string, string> = {}) {
  return fetch(`http://${at}${path}`, { headers });
}

function signIn(token: string, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ token });
  return fetch(`http://${at}/dashboard/login`, { method: 'POST', redirect: 'manual', body, headers });
}

it('shows nobody anything without the token, a person the form for it', async () => {
  for (const path of ['/health', '/api/queue', '/api/openapi.json', '/dashboard/page.js']) {
    expect([path, (await ask(path)).status]).toEqual([path, 401]);
    expect([path, (await ask(path, { 'x-fanreel-token': 'another' })).status]).toEqual([path, 401]);
  }
  const form = await ask('/dashboard/');
  expect([form.status, await form.text()]).toEqual([401, expect.stringContaining('name="token"')]);
  expect(form.headers.get('content-security-policy')).toMatch(/form-action 'self'/);
  const socket = new WebSocket(`ws://${at}/ws`);
  expect(String((await once(socket, 'error'))[0])).toMatch(/403/);
});

it('lets in whoever has signed in, by a cookie that no script and no other site has', async () => {
  const answer = await signIn(TOKEN, { origin: `http://${at}` });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/dashboard/']);
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect(cookie).not.toContain(TOKEN);
  const [session = ''] = cookie.split(';');
  expect((await ask('/health', { cookie: session })).status).toBe(200);
  expect((await ask('/health', { cookie: `${session}0` })).status).toBe(401);
  expect((await ask('/health', { 'x-fanreel-token': TOKEN })).status).toBe(200);
  expect((await signIn(TOKEN, { origin: 'http://foreign.example' })).status).toBe(403);
});

it('believes who a proxy says is calling beside the token alone', () => {
  const door = new Door({ token: TOKEN, userHeader: 'x-user' });
  expect(door.caller({ headers: { 'x-user': 'mallory' } })).toBe(null);
  expect(door.caller({ headers: { 'x-user': 'ada', 'x-fanreel-token': TOKEN } })).toEqual({ user: 'ada' });
  // As Node reads what a proxy has sent in UTF-8.
  const sent = Buffer.from(`Jürgen ${'x'.repeat(1_000)}`).toString('latin1');
  const { user } = door.caller({ headers: { 'x-user': sent, 'x-fanreel-token': TOKEN } }) ?? {};
  expect([user?.slice(0, 6), user?.length]).toEqual(['Jürgen', 256]);
});

it('lets nobody guess', () => {
  const door = new Door({ token: TOKEN });
  const tries = Array.from({ length: 11 }, (_, index) => door.signIn(`guess ${index}`, false));
  expect(tries).toEqual([...Array.from({ length: 10 }, () => null), 'later']);
  expect(door.signIn(TOKEN, false)).toBe('later');
});

it.each([
  ['0.0.0.0', {}, /seen by others/],
  ['0.0.0.0', { FANREEL_DASHBOARD_TOKEN: 'short' }, /at least 16/],
  ['127.0.0.1.example', {}, /seen by others/],
])('is not served on %s with %j', (host, env, message) => {
  expect(() => accessOf({ host }, env)).toThrow(message);
});

it('needs no token on this machine alone', () => {
  for (const host of ['127.0.0.1', '::1', 'localhost']) expect(accessOf({ host }, {})).toBeUndefined();
  const access = accessOf({ host: '::', userHeader: 'X-User' }, { FANREEL_DASHBOARD_TOKEN: TOKEN });
  expect(access).toEqual({ token: TOKEN, userHeader: 'x-user' });
});

it('says of a file without a token that it is empty, also where none would be needed', () => {
  for (const host of ['0.0.0.0', '127.0.0.1']) {
    expect(() => accessOf({ host, tokenFile: '/dev/null' }, {})).toThrow(
      'There is no token in "/dev/null": the file is empty.',
    );
  }
});
