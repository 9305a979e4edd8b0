import { once } from 'node:events';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { sourceSchema } from '../../dashboard/wire/sources.ts';
import { type StreamMessage, streamMessageSchema } from '../../dashboard/wire/stream.ts';
import { openStillStack, type StillStack } from '../cli/stillStack.ts';
import { type ServedPage, servePage } from './servedPage.ts';

/** As nobody would call a file, save to see what becomes of it. */
const HOSTILE = '<img src=x onerror=alert(1)>\u202e4pm.mp4';

const ATTEMPT = { number: 1, messageId: 'm', startedAt: '2026-01-02T03:04:05.000Z', engine: 'ffmpeg' };

let stack: StillStack;
let page: ServedPage;
let at: string;
let brokenJob: string;

beforeAll(async () => {
  stack = await openStillStack();
  await stack.put(HOSTILE);
  await stack.job(HOSTILE, '720p', {
    state: 'running',
    progress: 41,
    leaseUntil: Date.now() + 60_000,
    attempts: [{ ...ATTEMPT, outcome: 'lost', endedAt: ATTEMPT.startedAt }, ATTEMPT],
  });
  await stack.put('broken.mp4');
  const failure = { class: 'input', code: 'no-video', message: 'No video.', operator: 'Nothing helps.' };
  brokenJob = await stack.job('broken.mp4', '720p', {
    state: 'failed',
    failure,
    attempts: [{ ...ATTEMPT, usd: 0.5 }],
  });
  page = await servePage(stack.endpoint);
  at = page.at;
});

afterAll(async () => {
  await page?.close();
  await stack?.close();
});

/** A page's connection, and what it was told. */
class Client {
  readonly messages: StreamMessage[] = [];
  readonly #socket: WebSocket;
  #told = Promise.withResolvers<void>();

  constructor(query = '') {
    this.#socket = new WebSocket(`ws://${at}/ws${query}`);
    this.#socket.on('message', data => {
      this.messages.push(streamMessageSchema.parse(JSON.parse(String(data))));
      this.#told.resolve();
      this.#told = Promise.withResolvers();
    });
  }

  /** The first message, past or to come, that the check accepts. */
  async until(check: (message: StreamMessage) => boolean): Promise<StreamMessage> {
    for (;;) {
      const found = this.messages.find(check);
      if (found) return found;
      await this.#told.promise;
    }
  }

  close(): void {
    this.#socket.close();
  }
}

const tellsOf = (key: string, state: string) => (message: StreamMessage) =>
  (message.type === 'changes' ? message.changes : [message]).some(({ sources }) =>
    sources?.some(one => one.key === key && one.renditions.some(rendition => rendition.state === state)),
  );

async function read(path: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`http://${at}${path}`);
  return { status: answer.status, body: await answer.json() };
}

it('every call answers as the description of all calls says, and the description is of every call', async () => {
  const { body } = await read('/api/openapi.json');
  const { paths } = body as { paths: Record<string, { get?: Operation }> };
  interface Operation {
    parameters: { name: string; required: boolean }[];
    responses: Record<string, { content: Record<string, { schema: object }> }>;
  }
  expect(Object.keys(paths)).toEqual([
    ...['/health', '/api/pods', '/api/workers', '/api/queue', '/api/metrics', '/api/source', '/api/cost'],
    ...['/api/look', '/api/log', '/api/thumbnails', '/api/uploads', '/api/forecast', '/api/uploads/sign'],
    ...['/api/uploads/parts', '/api/uploads/complete', '/api/uploads/beside'],
    ...['/api/dead', '/api/redrive', '/api/undelivered', '/api/held', '/api/release', '/api/cancel'],
    ...['/api/reconcile', '/api/purge', '/api/test'],
  ]);
  for (const [path, { get }] of Object.entries(paths)) {
    if (!get) continue;
    const needed = get.parameters.filter(({ required }) => required).map(({ name }) => name);
    const query = needed.map(name => `${name}=${name === 'jobId' ? brokenJob : 'broken.mp4'}`).join('&');
    const answer = await read(`${path}?${query}`);
    const check = new Ajv2020().compile(get.responses[200]?.content['application/json']?.schema ?? {});
    expect([path, answer.status, check(answer.body), check.errors]).toEqual([path, 200, true, null]);
  }
});

it('tells who works, what waits, what was paid for and why something failed', async () => {
  expect((await read('/api/pods')).body).toEqual({
    pods: [expect.objectContaining({ key: HOSTILE, rendition: '720p', progress: 41, restarts: 1, lost: 1 })],
  });
  expect((await read('/api/metrics')).body).toMatchObject({
    sources: 2,
    failed: 1,
    unfinished: 1,
    workers: 1,
    outputBytes: 0,
    sourceBytes: HOSTILE.length + 'broken.mp4'.length,
  });
  expect((await read('/api/queue')).body).toMatchObject({
    everySeconds: 5,
    // A slow machine has looked twice by now.
    samples: expect.arrayContaining([
      expect.objectContaining({
        queues: [
          { rendition: '720p', visible: 0, inFlight: 0, delayed: 0, dead: 0 },
          expect.objectContaining({ rendition: '1080p' }),
        ],
      }),
    ]),
  });
  expect((await read('/api/cost')).body).toMatchObject({
    total: { attempts: 3, usd: 0.5 },
    byEngine: [{ name: 'ffmpeg', attempts: 3 }],
  });
  expect((await read('/api/source?key=broken.mp4')).body).toMatchObject({
    chapters: [{ state: 'failed', failure: { message: 'No video.', operator: 'Nothing helps.' } }],
  });
});

it.each(['/api/source', '/api/cost?hours=0', '/api/thumbnails?position=many'])(
  'says what is wrong with %s',
  async path => {
    const { status, body } = await read(path);
    expect([status, body]).toEqual([400, { message: expect.stringMatching(/key|hours|position/) }]);
  },
);

it('tells a page everything, then what changes, and one that was away what it missed', async () => {
  const first = new Client();
  const whole = await first.until(({ type }) => type === 'snapshot');
  const { health, sources } = whole.type === 'snapshot' ? whole : { health: null, sources: [] };
  expect(health).toMatchObject({ stack: 'fanreel', readOnly: false });
  expect(sources.map(one => sourceSchema.parse(one).key).sort()).toEqual([HOSTILE, 'broken.mp4'].sort());
  first.close();

  await stack.put('later.mp4');
  await stack.job('later.mp4', '1080p', { state: 'running', leaseUntil: Date.now() + 60_000 });
  const second = new Client();
  await second.until(tellsOf('later.mp4', 'running'));
  await stack.job('later.mp4', '1080p', { state: 'complete', output: { bucket: 'b', key: 'k' } });
  await second.until(tellsOf('later.mp4', 'complete'));

  const missed = new Client(`?run=${whole.run}&version=${whole.version}`);
  const told = await missed.until(tellsOf('later.mp4', 'complete'));
  expect(told.type).toBe('changes');
  expect(tellsOf('later.mp4', 'running')(told)).toBe(true);
  const stranger = new Client('?run=of-another-server&version=1');
  expect((await stranger.until(() => true)).type).toBe('snapshot');
  for (const client of [second, missed, stranger]) client.close();
});

it.each([
  ['another origin', { origin: 'http://foreign.example' }],
  ['a name that is not of this machine', { host: 'rebound.example' }],
])('connects no page of %s', async (_, headers) => {
  const socket = new WebSocket(`ws://${at}/ws`, { headers });
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toMatch(/403/);
});
