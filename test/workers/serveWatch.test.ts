import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { Gauges } from '../../workers/entry/gauges.ts';
import { serveWatch } from '../../workers/entry/serveWatch.ts';

it('a worker tells whether it lives, whether it takes messages, and its numbers', async () => {
  const gauges = new Gauges('720p');
  const leave = new AbortController();
  const server = await serveWatch(0, { gauges, leaving: leave.signal });
  const { port } = server.address() as AddressInfo;
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  await gauges.around(async () => {
    expect(await (await ask('/metrics')).text()).toContain('fanreel_worker_busy{rendition="720p"} 1');
    return true;
  });
  expect((await ask('/readyz')).status).toBe(200);
  leave.abort();
  expect((await ask('/readyz')).status).toBe(503);
  expect((await ask('/healthz')).status).toBe(200);
  expect((await ask('/else')).status).toBe(404);
  const told = await (await ask('/metrics')).text();
  expect(told).toContain('fanreel_worker_busy{rendition="720p"} 0');
  expect(told).toContain('fanreel_worker_messages_total{outcome="done",rendition="720p"} 1');
  server.close();
});

it('a worker whose port somebody else has says so', async () => {
  const watched = { gauges: new Gauges('720p'), leaving: new AbortController().signal };
  const first = await serveWatch(0, watched);
  const { port } = first.address() as AddressInfo;
  await expect(serveWatch(port, watched)).rejects.toThrow(
    `Port ${port} cannot be had (EADDRINUSE): give WORKER_PORT another one.`,
  );
  first.close();
});
