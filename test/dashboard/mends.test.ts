import { createServer, type Server } from 'node:http';
import { userInfo } from 'node:os';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectionFrom } from '../../cli/aws/connection.ts';
import { withDeployment } from '../../cli/aws/deployment.ts';
import { writeRequest } from '../../contract/messages/request.ts';
import { type Dashboard, openDashboard } from '../../dashboard/server/openDashboard.ts';
import type { Dead } from '../../dashboard/wire/mends/dead.ts';
import { listen } from '../../local/machine/listen.ts';
import { openStillStack, type StillStack } from '../cli/stillStack.ts';
import { putMessage } from './putMessage.ts';

const AT = '2026-11-26T12:00:00.000Z';
const ACCESS = { token: 'a token that nobody guesses', userHeader: 'x-user' };
const HELD = { budget: 'perJobUsd', limitUsd: 1, usd: 2, paidUsd: 0.5, at: AT };

let stack: StillStack;
let sqs: SQSClient;
let page: Dashboard;
let server: Server;
let at: string;

beforeEach(async () => {
  stack = await openStillStack();
  const connection = connectionFrom({ endpoint: stack.endpoint, stack: 'fanreel' }, {});
  sqs = new SQSClient(connection.clientConfig);
  page = await withDeployment({ endpoint: stack.endpoint, stack: 'fanreel' }, async deployment =>
    openDashboard({ deployment, connection, readOnly: false, guard: () => null, access: ACCESS }),
  );
  server = createServer(page.answer);
  at = `http://127.0.0.1:${await listen(server, 0)}`;
});

afterEach(async () => {
  sqs.destroy();
  await page.close();
  server.close();
  await stack.close();
});

async function call(
  method: string,
  path: string,
  given?: object,
  more: object = {},
): Promise<[number, unknown]> {
  const headers = { 'x-fanreel-dashboard': '1', 'x-fanreel-token': ACCESS.token, ...more };
  const answer = await fetch(at + path, {
    ...{ method, headers },
    ...(given && { body: JSON.stringify(given) }),
  });
  return [answer.status, await answer.json()];
}

const asks = (key: string) => writeRequest({ source: { bucket: 'fanreel-input', key } });

async function dead(key: string, kind: string, code: string): Promise<string> {
  await stack.put(key);
  const id = await putMessage(sqs, 'fanreel-720p-dlq', asks(key));
  const failure = { class: kind, code, message: `It is ${code}.`, operator: 'Look.' };
  const attempts = [{ number: 1, messageId: id, startedAt: AT, endedAt: AT, usd: 0.25 }];
  return await stack.job(key, '720p', { state: 'failed', failure, attempts, message: { id } });
}

const inQueue = async (queue: string) =>
  (await stack.services.sqs.receive({ queue, max: 10, waitSeconds: 0 })).length;

it('tells what is dead by class and code, whether it is hopeless, and finds it by its filters', async () => {
  await dead('a/one.mp4', 'input', 'no-video');
  await dead('b/two.mp4', 'transient', 'throttled');
  await putMessage(sqs, 'fanreel-720p-subscription-dlq', asks('c.mp4'));
  const [status, all] = await call('GET', '/api/dead');
  expect([status, all]).toMatchObject([200, { matching: 2, undelivered: [{ rendition: '720p', count: 1 }] }]);
  expect((all as Dead).groups.map(({ class: kind, code, count }) => [kind, code, count]).sort()).toEqual([
    ['input', 'no-video', 1],
    ['transient', 'throttled', 1],
  ]);
  const [, some] = await call('GET', '/api/dead?prefix=a/&class=input');
  expect((some as Dead).jobs).toMatchObject([
    {
      key: 'a/one.mp4',
      isHopeless: true,
      attempts: 1,
      usd: 0.25,
      message: 'It is no-video.',
      operator: 'Look.',
    },
  ]);
  expect((some as Dead).groups).toHaveLength(2);
});

it('puts back those that are chosen and no others, and what SNS could not deliver', async () => {
  const jobId = await dead('one.mp4', 'transient', 'throttled');
  await dead('two.mp4', 'transient', 'throttled');
  await dead('junk.mp4', 'input', 'no-video');
  await putMessage(sqs, 'fanreel-720p-subscription-dlq', asks('c.mp4'));
  const redriven = { moved: 1, hopeless: 0, undelivered: 0 };
  expect(await call('POST', '/api/redrive', { jobIds: [jobId] })).toEqual([200, redriven]);
  expect(await inQueue('fanreel-720p')).toBe(1);
  expect(await call('POST', '/api/undelivered', { rendition: '720p' })).toEqual([
    200,
    { moved: 0, hopeless: 0, undelivered: 1 },
  ]);
  expect(await call('POST', '/api/redrive', { prefix: 'junk' })).toEqual([
    200,
    { moved: 0, hopeless: 1, undelivered: 0 },
  ]);
  expect(await call('POST', '/api/redrive', { prefix: 'junk', force: true })).toEqual([200, redriven]);
});

it('drops what is dead for good, with its letter and who wanted it no more', async () => {
  const jobId = await dead('one.mp4', 'input', 'no-video');
  expect(await call('DELETE', '/api/dead', { code: 'no-video', reason: 'junk' })).toEqual([
    200,
    { jobs: 1, letters: 1, usd: 0.25 },
  ]);
  expect(await stack.item(jobId)).toMatchObject({
    ...{ state: 'dropped', dropped: { by: userInfo().username, reason: 'junk', was: 'failed' } },
  });
});

it('tells what is held with its price, and lets go what is chosen', async () => {
  await stack.put('dear.mp4');
  const message = { id: 'm', body: asks('dear.mp4'), attributes: {} };
  const jobId = await stack.job('dear.mp4', '720p', { state: 'held', held: HELD, message });
  const [, held] = await call('GET', '/api/held');
  expect(held).toMatchObject({ count: 1, usd: 2, jobs: [{ jobId, usd: 2, paidUsd: 0.5, limitUsd: 1 }] });
  expect(await call('POST', '/api/release', { jobIds: ['another'] })).toEqual([200, { released: 0, usd: 0 }]);
  expect(await call('POST', '/api/release', {})).toEqual([200, { released: 1, usd: 2 }]);
  expect(await stack.item(jobId)).toMatchObject({ released: { by: userInfo().username } });
  expect(await inQueue('fanreel-720p')).toBe(1);
});

it('says what a cancel would stop, and then stops it', async () => {
  await stack.put('film.mp4');
  const jobId = await stack.job('film.mp4', '720p', { state: 'queued' });
  const canceled = { renditions: [{ rendition: '720p', was: 'queued', usd: 0, isStopped: true }] };
  const asked = { key: 'film.mp4', rendition: '720p' };
  expect(await call('POST', '/api/cancel', { ...asked, dryRun: true })).toEqual([200, canceled]);
  expect(await stack.item(jobId)).toMatchObject({ state: 'queued' });
  // Who did it is whom the proxy in front has signed in.
  expect(await call('POST', '/api/cancel', asked, { 'x-user': 'ada' })).toEqual([200, canceled]);
  expect(await stack.item(jobId)).toMatchObject({ state: 'dropped', dropped: { by: 'ada' } });
  expect((await call('POST', '/api/cancel', { key: 'none.mp4' }))[1]).toMatchObject({
    message: expect.stringMatching(/no job/),
  });
});

it('tells what is after a change to whoever asked while it was made', async () => {
  const jobId = await dead('one.mp4', 'input', 'no-video');
  const removing = call('DELETE', '/api/dead', { jobIds: [jobId] });
  const early = await call('GET', '/api/dead');
  expect(early).toMatchObject([200, { matching: 1 }]);
  expect(await removing).toMatchObject([200, { jobs: 1 }]);
  expect(await call('GET', '/api/dead')).toMatchObject([200, { matching: 0 }]);
});

it('says what is wrong with a name that nothing can have, and asks nobody for it', async () => {
  const long = 'x'.repeat(3_000);
  for (const [method, path, given] of [
    ['POST', '/api/redrive', { jobIds: [long] }],
    ['POST', '/api/release', { jobIds: [''] }],
    ['POST', '/api/cancel', { key: long }],
    ['POST', '/api/cancel', { key: '\ud800' }],
    ['POST', '/api/uploads/parts', { key: '\ud800', uploadId: 'u' }],
    ['GET', `/api/reconcile?id=${long}`],
    ['GET', `/api/log?jobId=${long}`],
    ['GET', '/api/cost?since=0001-01-01T00:00:00Z'],
  ] as const)
    expect([path, ...(await call(method, path, given))]).toMatchObject([
      path,
      400,
      { message: expect.any(String) },
    ]);
});

it('hides no job behind an item of the ledger that is none, and says of it once what is wrong', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await stack.put('odd.mp4');
    await stack.job('odd.mp4', '720p', { state: 'failed', attempts: 'none' });
    await dead('one.mp4', 'input', 'no-video');
    expect(await call('GET', '/api/dead')).toMatchObject([200, { matching: 1 }]);
    expect(await call('GET', '/api/metrics')).toMatchObject([200, { failed: 1 }]);
    expect(said.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/^The ledger's item ".*" is no job \(attempts: .*\n$/),
    ]);
  } finally {
    said.mockRestore();
  }
  const { code, stderr } = await stack.run('status');
  expect([code, stderr]).toEqual([1, expect.stringMatching(/is no job \(attempts: /)]);
});

it('tells whoever sends more than any call has that it is too much', async () => {
  expect(await call('POST', '/api/redrive', { prefix: 'x'.repeat(3_000_000) })).toEqual([
    400,
    { message: expect.stringMatching(/at most 1048576 bytes/) },
  ]);
});

it('purges only for whoever types the name of the stack', async () => {
  await stack.put('new.mp4');
  await putMessage(sqs, 'fanreel-720p', asks('new.mp4'));
  const [, found] = await call('GET', '/api/purge');
  expect(found).toMatchObject({ stack: 'fanreel', renditions: [{ rendition: '720p', waiting: 1 }, {}] });
  const kinds = ['waiting', 'dead'];
  expect(await call('DELETE', '/api/purge', { stack: 'Fanreel', kinds })).toEqual([
    400,
    { message: expect.stringMatching(/name of the stack/) },
  ]);
  expect((await call('GET', '/api/purge'))[1]).toEqual(found);
  const [status, purged] = await call('DELETE', '/api/purge', { stack: 'fanreel', kinds });
  expect([status, purged]).toMatchObject([
    200,
    { by: userInfo().username, isOver: true, renditions: [{ rendition: '720p', jobs: 1, messages: 1 }, {}] },
  ]);
});

it('sends test videos, each under a key of its own, says what one takes, and removes one with what came of it', async () => {
  const [[, one], [, other]] = await Promise.all([
    call('POST', '/api/test', {}),
    call('POST', '/api/test', {}),
  ]);
  const { key } = one as { key: string };
  expect(key).toMatch(/^fanreel-test\/2\d{3}-.*\.mp4$/);
  expect(key).not.toBe((other as { key: string }).key);
  expect((await call('GET', '/api/test'))[1]).toMatchObject({ seconds: 3, isPaid: false });
  for (const wrong of ['holiday.mp4', 'fanreel-test/', 'fanreel-test/2026.mp4', `${key}x`, key.slice(0, -1)])
    expect(await call('DELETE', '/api/test', { key: wrong })).toMatchObject([400, {}]);
  expect(await call('DELETE', '/api/test', { key })).toEqual([200, { objects: 1, canceled: 2 }]);
});
