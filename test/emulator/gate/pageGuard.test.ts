import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Guard, pageGuard } from '../../../emulator/gate/pageGuard.ts';

const advice = { host: (name: string) => `start it with --allow-host ${name}` };
let guard: Guard = pageGuard({ advice });
let allowedByBucket = false;
const server = createServer((request, response) => {
  response.end(guard(request, () => allowedByBucket) ?? 'passed');
});

beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve())));
afterAll(() => server.close().closeAllConnections());

/** What the guard says of a request with these headers. */
async function said(headers: Record<string, string>, path = '/', method = 'GET'): Promise<string> {
  const options = { port: port(), method, path, headers: { host: `127.0.0.1:${port()}`, ...headers } };
  return new Promise((resolve, reject) => {
    send(options, reply => text(reply).then(resolve, reject))
      .on('error', reject)
      .end();
  });
}

function port(): number {
  return (server.address() as AddressInfo).port;
}

describe('a Host', () => {
  it.each([
    ...['127.0.0.1', '127.0.0.1:4566', '127.8.9.10:1', 'localhost', 'LOCALHOST:4566', 'localhost.:80'],
    ...['fanreel-input.localhost:4566', 'a.b.s3.localhost', '[::1]:4566', '[::1]', '[::ffff:127.0.0.1]'],
  ])('%s is answered', async host => {
    expect(await said({ host })).toBe('passed');
  });

  it.each([
    ...[
      'evil.example',
      'evil.example:4566',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'localhosts',
    ],
    ...[
      'evillocalhost',
      '0.0.0.0:4566',
      '192.168.1.5',
      '[::]',
      '[fe80::1]:80',
      'evil@localhost',
      'a/b.localhost',
    ],
    ...['127.0.0.1:x', '127.1', '2130706433'],
  ])('%s is refused', async host => {
    const answer = await said({ host });
    expect(answer).toContain(`names of this machine only, and "${host}" is none of them: use 127.0.0.1`);
    expect(/--allow-host (.*)\.$/.exec(answer)?.[1] ?? host).toBe(host.replace(/:(4566|80)$/, ''));
  });

  it('that is absent, as in HTTP/1.0, or empty, or given twice, or overruled by the target is refused', async () => {
    const raw = (head: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(port(), '127.0.0.1', () => socket.end(head));
        text(socket).then(resolve, reject);
      });
    expect(await raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/no Host header/);
    expect(await raw('GET / HTTP/1.1\r\nHost:\r\n\r\n')).toMatch(/no Host header/);
    expect(await raw('GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n')).not.toMatch(
      /passed/,
    );
    expect(await raw('GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(
      /"evil.example"/,
    );
    expect(await raw('GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(/passed/);
  });

  it('that was allowed is answered, with any port, and no other', async () => {
    guard = pageGuard({ allowHosts: ['fanreel.test', '::2'] });
    expect(await said({ host: 'Fanreel.Test:80' })).toBe('passed');
    expect(await said({ host: '[::2]:80' })).toBe('passed');
    expect(await said({ host: 'a.fanreel.test' })).toMatch(/none of them/);
    expect(await said({ host: 'fanreel.test', origin: 'http://fanreel.test' })).toBe('passed');
    expect(await said({ host: 'fanreel.test', origin: 'http://other.test' })).toMatch(/may not do this/);
    guard = pageGuard({ advice });
  });
});

describe('an Origin', () => {
  it("that is the port's own is answered", async () => {
    expect(await said({ origin: `http://127.0.0.1:${port()}`, 'sec-fetch-site': 'same-origin' })).toBe(
      'passed',
    );
  });

  it.each([
    ...['http://evil.example', 'null', 'http://127.0.0.1', 'http://127.0.0.1:1', 'http://localhost:3000', ''],
    ...['chrome-extension://abc', 'https://127.0.0.1'],
  ])('%s is refused, unless the bucket allows it', async origin => {
    const headers = { origin, 'sec-fetch-site': 'cross-site' };
    expect(await said(headers, '/', 'POST')).toMatch(/^A web page of the origin ".*" may not do this: /);
    allowedByBucket = true;
    expect(await said(headers, '/', 'POST')).toBe('passed');
    expect(await said({ ...headers, host: 'evil.example' })).toMatch(/none of them/);
    allowedByBucket = false;
  });

  it('is looked at before a WebSocket is opened', async () => {
    const headers = { connection: 'upgrade', upgrade: 'websocket', origin: 'http://evil.example' };
    expect(await said(headers)).toMatch(/may not do this/);
  });
});

describe('Sec-Fetch-Site', () => {
  it.each(['none', 'same-origin'])('%s is answered', async site => {
    expect(await said({ 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' })).toBe('passed');
  });

  it.each(['cross-site', 'same-site'])('%s is refused: images, forms by GET, links', async site => {
    for (const mode of ['no-cors', 'navigate']) {
      expect(await said({ 'sec-fetch-site': site, 'sec-fetch-mode': mode })).toMatch(
        /^A web page elsewhere made this request .* paste the link into the address bar/,
      );
    }
  });
});
