import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { S3Store } from '../../../emulator/index.ts';
import { Doorway } from '../../../local/machine/frontDoor.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-door-'));
const s3 = new S3Store(join(folder, 's3'));
let server: Server;
let at: string;

beforeAll(async () => {
  const doorway = new Doorway();
  server = doorway.createServer(doorway.before((_, response) => response.end('service'), s3));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await answerTo('/api/queue')).toMatch(/service$/);
  doorway.open(
    {
      takes: ({ url = '' }) => /^\/(api|dashboard|ws)(\/|$)/.test(url),
      answer: (_, response) => response.end('door'),
      upgrades: ({ url }) => url === '/ws',
      upgrade: (_, socket) => socket.end('upgraded'),
      close: async () => {},
    },
    server,
  );
});

afterAll(() => {
  server.close();
  s3.close();
  rmSync(folder, { recursive: true });
});

/** All that comes back, head and body. */
function answerTo(path: string, headers: Record<string, string> = {}): Promise<string> {
  const [host = '', port] = at.split(':');
  const socket = connect(Number(port), host);
  const lines = Object.entries({ host: at, connection: 'close', ...headers }).map(one => one.join(': '));
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  return text(socket);
}

it.each([
  ['a path of the door', '/api/queue', {}, /door$/],
  ['another path', '/videos/a.mp4', {}, /service$/],
  [
    'a signed request for a bucket that has the name of a path',
    '/api/a',
    { authorization: 'AWS4' },
    /service$/,
  ],
  ['a presigned link into one', '/api/a?X-Amz-Signature=x', {}, /service$/],
  ['a path that is no text', '/api/%ff', {}, /door$/],
  ['a handshake that the door takes', '/ws', { connection: 'Upgrade', upgrade: 'websocket' }, /^upgraded$/],
  [
    'an offer of HTTP/2 at a service',
    '/videos/a.mp4',
    { connection: 'Upgrade, close', upgrade: 'h2c' },
    /service/,
  ],
])('%s', async (_, path, headers, answer) => {
  expect(await answerTo(path, { ...headers })).toMatch(answer);
});

it('a bucket that there is under the name of a path goes on working, and no other path of the door is lost', async () => {
  s3.buckets.create('dashboard');
  s3.buckets.create('videos');
  expect(await answerTo('/dashboard/a.mp4')).toMatch(/service$/);
  expect(await answerTo('/api/a.mp4', { host: 'videos.localhost' })).toMatch(/service$/);
  expect(await answerTo('/api/queue')).toMatch(/door$/);
});

it('an object that is opened as a document has an origin that is nobody’s, and is as it was for all else', async () => {
  const sandbox = /content-security-policy: sandbox (?!.*same-origin)/i;
  expect(await answerTo('/videos/a.html', { 'sec-fetch-mode': 'navigate' })).toMatch(sandbox);
  expect(await answerTo('/videos/a.html')).not.toMatch(/content-security-policy/i);
});
