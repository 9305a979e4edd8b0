import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, json, secretsOf, serveApi } from './apiServer.ts';

let server: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  server = await serveApi();
});
afterAll(() => server.close());

const secret = { header: 'x-api-key', name: 'camera-api' };

function ask(more: Parameters<typeof clientOf>[0] | object = {}, options = {}, url?: string) {
  const client = clientOf({ baseUrl: server.baseUrl, ...more }, options);
  return client.ask({ method: 'GET', url: url ? new URL(url) : client.url('/x'), maxBytes: 1_000 });
}

describe('an API that is asked', () => {
  it('gets the secret in its header, and one that is new as soon as the old one is refused', async () => {
    server.answer((asked, response) => {
      if (asked.headers['x-api-key'] === 'new') json(response, {});
      else response.writeHead(401).end();
    });
    expect(await ask({ secret }, { secrets: secretsOf('old', 'new') })).toMatchObject({ status: 200 });
    expect(server.asked.map(({ headers }) => headers['x-api-key'])).toEqual(['old', 'new']);
  });

  it('that refuses what it is told is a failure that does not tell the secret', async () => {
    server.answer((_, response) => void response.writeHead(403).end('never'));
    const error = await ask({ secret }, { secrets: secretsOf('sesame') }).catch(caught => caught);
    expect(error).toMatchObject({ code: 'api-refused', message: expect.stringContaining('/x answered 403') });
    expect(JSON.stringify([error, String(error), error.stack])).not.toContain('sesame');
  });

  it('is asked again while it says that it cannot for now', async () => {
    server.answer((_, response) => {
      if (server.asked.length < 3) response.writeHead(503).end();
      else json(response, { fine: true });
    });
    expect((await ask({ retries: 2 })).body.toString()).toBe('{"fine":true}');
    expect(server.asked).toHaveLength(3);
  });

  it('that never can is a failure that may pass', async () => {
    server.answer((_, response) => void response.writeHead(500).end());
    await expect(ask({ retries: 1 })).rejects.toMatchObject({ code: 'api-unavailable' });
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    ['never', () => {}],
    [
      'but does not end',
      (_: unknown, response: { writeHead(status: number): { write(text: string): void } }) =>
        response.writeHead(200).write('{'),
    ],
  ])('answers %s, and is waited for no longer than its preset says', async (_, answering) => {
    server.answer(answering as never);
    await expect(ask({ timeoutSeconds: 0.5 })).rejects.toMatchObject({
      code: 'api-unavailable',
      message: expect.stringContaining('gave no whole answer in 0.5 s'),
    });
  });

  it('is not followed to where it redirects', async () => {
    server.answer((asked, response) => {
      if (asked.path === '/x') response.writeHead(302, { location: '/y' }).end();
      else json(response, {});
    });
    await expect(ask()).rejects.toMatchObject({
      code: 'api-refused',
      message: expect.stringContaining('redirects are not followed'),
    });
    expect(server.asked).toHaveLength(1);
  });

  it('is not read beyond what was agreed', async () => {
    server.answer((_, response) => void response.writeHead(200).end('x'.repeat(2_000)));
    await expect(ask()).rejects.toMatchObject({ code: 'api-answer' });
  });

  it('that nobody is at is a failure that may pass', async () => {
    await expect(ask({ baseUrl: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'api-unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('what is not called', () => {
  it('is another host than the API, even in a path', async () => {
    server.answer((_, response) => json(response, {}));
    await expect(ask({}, {}, 'https://example.com/x')).rejects.toMatchObject({ code: 'api-refused' });
    expect(() => clientOf({ baseUrl: 'https://api.example.com' }).url('.evil.example/x')).toThrow(RangeError);
  });

  it.each(['http://127.0.0.1', 'https://localhost', 'https://[::1]'])(
    'is %s on AWS, where this machine is the function itself',
    async host => {
      const baseUrl = `${host}:${new URL(server.baseUrl).port}`;
      server.answer((_, response) => json(response, {}));
      await expect(ask({ baseUrl }, { loopback: false })).rejects.toMatchObject({ code: 'api-refused' });
      expect(server.asked).toHaveLength(0);
    },
  );

  it.each([
    'https://169.254.169.254',
    'https://10.0.0.1',
    'https://192.168.1.1',
    'https://[fd00:ec2::254]',
    'https://[::ffff:8.8.8.8]',
    'https://[::ffff:127.0.0.1]',
    'https://224.0.0.1',
    'https://0.0.0.0',
    'https://2130706434',
    'http://8.8.8.8',
  ])('is %s, anywhere', async baseUrl => {
    const loopback = !baseUrl.includes('2130706434');
    await expect(ask({ baseUrl }, { loopback })).rejects.toMatchObject({ code: 'api-refused' });
  });
});
