import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { JobState } from '../../contract/jobState.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { afterMessage, standOf, type Told } from '../../dashboard/page/live/state.ts';
import { Stream } from '../../dashboard/server/stream.ts';
import { LedgerFeed } from '../../dashboard/store/ledgerFeed.ts';
import { QueueFeed } from '../../dashboard/store/queueFeed.ts';
import { SourceTable } from '../../dashboard/store/sourceTable.ts';
import { Watch } from '../../dashboard/store/watch.ts';
import { type StreamMessage, streamMessageSchema } from '../../dashboard/wire/stream.ts';

const SOURCES = 1_234;

const undo: (() => unknown)[] = [];

afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

function jobOf(index: number): LedgerJob {
  const at = new Date(Date.parse('2026-01-02T03:04:05.000Z') - index * 1_000).toISOString();
  const source = { bucket: 'in', key: `${index}.mp4`, version: '1' };
  return {
    ...{ jobId: `${index}`, source, rendition: '720p', state: 'complete' },
    ...{ attempts: [], createdAt: at, updatedAt: at },
  };
}

/** A stack whose older jobs are read once `older` resolves. */
function watchOf(older: Promise<void> = Promise.resolve()): Watch {
  const jobs = Array.from({ length: SOURCES }, (_, index) => jobOf(index));
  async function* inState(state: JobState) {
    if (state !== 'complete') return;
    yield jobs.slice(0, 60);
    await older;
    yield jobs.slice(60);
  }
  const watch = new Watch({
    ledger: new LedgerFeed({ inState, ofIds: async () => new Map() }),
    queues: new QueueFeed({ send: async () => ({}) } as never, []),
    table: new SourceTable(['720p']),
    explain: String,
  });
  undo.push(() => watch.close());
  return watch;
}

/** What a page is told until it knows so many sources. */
async function told(watch: Watch, count: number): Promise<{ messages: StreamMessage[]; known: Told }> {
  const stream = new Stream(watch, {
    status: 'ok',
    stack: 's',
    place: 'AWS',
    inputBucket: 'in',
    readOnly: false,
  });
  const server: Server = createServer().on('upgrade', (...handshake) => stream.take(...handshake));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`);
  undo.push(() => server.close().closeAllConnections());
  undo.push(() => stream.close());
  const messages: StreamMessage[] = [];
  let known: Told | null = null;
  for await (const [data] of on(socket)) {
    const message = streamMessageSchema.parse(JSON.parse(String(data)));
    messages.push(message);
    known = afterMessage(known, message, 0);
    if (known && known.sources.size >= count) return { messages, known };
  }
  throw new Error('The line ended.');
}

async function* on(socket: WebSocket): AsyncGenerator<[unknown]> {
  const waiting: [unknown][] = [];
  let wake = () => {};
  socket.on('message', data => {
    waiting.push([data]);
    wake();
  });
  for (;;) {
    const next = waiting.shift();
    if (next) yield next;
    else await new Promise<void>(resolve => (wake = resolve));
  }
}

it('tells the newest sources at once in a small message, and the rest in parts', async () => {
  const watch = watchOf();
  await watch.read();
  const { messages, known } = await told(watch, SOURCES);
  expect(messages.map(({ type }) => type)).toEqual(['snapshot', 'more', 'more', 'more']);
  expect(messages.map(one => ('sources' in one ? one.sources.length : 0))).toEqual([100, 500, 500, 134]);
  const [first] = messages;
  expect(JSON.stringify(first).length).toBeLessThan(50_000);
  expect([...known.sources.keys()].slice(0, 2)).toEqual(['in/0.mp4', 'in/1.mp4']);
});

it('knows where it stands only once it has been told all', async () => {
  const watch = watchOf();
  await watch.read();
  const { messages, known } = await told(watch, SOURCES);
  const [first] = messages;
  expect(standOf(first ? afterMessage(null, first, 0) : null)).toBe(null);
  expect(standOf(known)).toBe(known);
});

it('does not wait for what is older before it tells what is new', async () => {
  const older = Promise.withResolvers<void>();
  const watch = watchOf(older.promise);
  const { messages } = await told(watch, 60);
  expect(messages[0]).toMatchObject({ type: 'snapshot', left: 0 });
  older.resolve();
  await watch.read();
  expect(watch.table.size).toBe(SOURCES);
});
