import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkedUrl } from '../../../cli/commands/webhook/checkedUrl.ts';
import { chosenDeliveries, collected } from '../../../cli/commands/webhook/log/chosenDeliveries.ts';
import type { Delivery } from '../../../contract/webhooks/delivery.ts';
import type { DeliveryRequest } from '../../../contract/webhooks/deliveryRequest.ts';
import { rotated } from '../../../contract/webhooks/secret.ts';
import type { Webhook } from '../../../contract/webhooks/webhook.ts';
import { announce } from '../../../pipeline/webhooks/announce.ts';
import { openBareReceiver, openReceiver, verified } from '../../handlers/aws/webhooks/receiver.ts';
import { openWebhookBench, type WebhookBench } from '../../handlers/aws/webhooks/webhookBench.ts';
import { statusTold } from './told.ts';

let bench: WebhookBench;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let events = 0;

beforeAll(async () => {
  bench = await openWebhookBench();
  receiver = await openReceiver();
});

beforeEach(() => receiver.answer(response => void response.writeHead(204).end()));
afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  await receiver.close();
  await bench.close();
});

/** An event that this webhook alone is to be told of. */
async function announced(webhook: Webhook) {
  events += 1;
  const { told, body } = statusTold({ id: `evt-${events}` });
  bench.requests.length = 0;
  await announce(told, body, [webhook], bench.announcing);
  const [request] = bench.requests;
  if (!request) throw new Error('It was asked for no delivery.');
  return { request, told, body };
}

async function logged(webhook: Webhook) {
  const all = [];
  for await (const delivery of bench.log.newestFirst(webhook.id)) all.push(delivery);
  return all;
}

describe('a delivery', () => {
  it('is signed as the published library checks it, and tells the event with its number', async () => {
    const { webhook, secret } = await bench.add(receiver.url);
    const { request, told } = await announced(webhook);
    expect(await bench.receive(request)).toMatchObject({ done: 'delivered' });
    const [one] = receiver.told;
    expect(one && verified(one, secret)).toEqual({
      ...{ schema: 'fanreel.webhook/1', type: 'fanreel.status', timestamp: told.at, sequence: 1 },
      data: told,
    });
    expect(one?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'fanreel' });
    expect(await logged(webhook)).toMatchObject([
      { id: one?.id, sequence: 1, state: 'delivered', tries: [{ status: 204, ms: expect.any(Number) }] },
    ]);
  });

  it('of an event that comes twice is one, with one number, asked for again only while nothing came of it', async () => {
    const { webhook } = await bench.add(receiver.url);
    const { request, told, body } = await announced(webhook);
    const again = () => announce(told, body, [webhook], bench.announcing);
    await again();
    expect(bench.requests).toEqual([request, request]);
    await bench.receive(request);
    await again();
    expect(bench.requests).toHaveLength(2);
    expect(await bench.receive(request)).toEqual({ done: 'old' });
    expect(receiver.told).toHaveLength(1);
    await announced(webhook);
    expect((await logged(webhook)).map(({ sequence }) => sequence)).toEqual([2, 1]);
  });

  it('of an event that comes many times at once is one', async () => {
    const { webhook } = await bench.add(receiver.url);
    const { told, body } = statusTold({ id: 'evt-race' });
    bench.requests.length = 0;
    await Promise.all(Array.from({ length: 8 }, () => announce(told, body, [webhook], bench.announcing)));
    expect(await logged(webhook)).toHaveLength(1);
    expect(new Set(bench.requests.map(({ delivery }) => delivery)).size).toBe(1);
  });

  it('of a webhook that was removed meanwhile is dropped, also where it was added again', async () => {
    const { webhook } = await bench.add(receiver.url);
    const { request } = await announced(webhook);
    await bench.added.remove(webhook.id);
    await bench.add(receiver.url);
    expect(await bench.receive(request)).toMatchObject({ done: 'dropped' });
    expect(receiver.told).toEqual([]);
  });

  it('whose secret was deleted waits until there is one again', async () => {
    const { webhook } = await bench.add(receiver.url);
    const { request } = await announced(webhook);
    await bench.secrets.remove(webhook.id);
    expect(await bench.receive(request)).toMatchObject({
      again: expect.any(Number),
      answer: { error: expect.stringContaining('cannot be read') },
    });
    expect(receiver.told).toEqual([]);
  });
});

describe('a receiver', () => {
  const TROUBLES: [string, Parameters<typeof receiver.answer>[0], object][] = [
    ['answers 500', response => response.writeHead(500).end('no'), { status: 500 }],
    ['answers never', () => {}, { error: expect.stringContaining('gave no whole answer in 1.5 s') }],
    ['resets', response => response.destroy(), { error: expect.stringContaining('ECONNRESET') }],
    [
      'redirects to where clouds keep their metadata',
      response => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
      { status: 302, error: 'It answered 302, and redirects are not followed.' },
    ],
  ];

  it.each(TROUBLES)('that %s is told again later, and the log says why', async (_, answering, tried) => {
    receiver.answer(answering);
    const { webhook } = await bench.add(receiver.url);
    const { request } = await announced(webhook);
    const { again } = (await bench.receive(request)) as { again: number };
    expect(again).toBeGreaterThanOrEqual(4);
    expect(again).toBeLessThanOrEqual(6);
    expect(await logged(webhook)).toMatchObject([{ state: 'waiting', tries: [tried] }]);
    const [first] = receiver.told;
    receiver.answer(response => void response.writeHead(200).end());
    expect(await bench.receive(request, { receives: 2 })).toMatchObject({ done: 'delivered' });
    expect(receiver.told[0]?.id).toBe(first?.id);
    expect(receiver.told[0]?.body).toBe(first?.body);
  });

  it.each<[string, Parameters<typeof receiver.answer>[0]]>([
    ['streams for ever', response => void response.writeHead(200).write('x'.repeat(100_000))],
    [
      'answers in gzip that is none',
      response => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    ],
    ['answers 201', response => response.writeHead(201).end()],
    [
      'closes half-way',
      response => {
        response.writeHead(200, { 'content-length': '1000' }).write('x');
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('that %s has taken it: its status says all', async (_, answering) => {
    receiver.answer(answering);
    const { webhook } = await bench.add(receiver.url);
    const { request } = await announced(webhook);
    expect(await bench.receive(request)).toMatchObject({ done: 'delivered' });
  });

  it.each([
    [
      'trickles its headers',
      (socket: { write(text: string): unknown; destroyed: boolean }) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => {
          if (socket.destroyed) clearInterval(timer);
          else socket.write('x-more: and more\r\n');
        }, 50);
      },
      'gave no whole answer in',
    ],
    [
      'has no end of headers',
      (socket: { write(text: string): unknown }) =>
        socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(1_000_000)}\r\n\r\n`),
      'HPE_HEADER_OVERFLOW',
    ],
    ['speaks no HTTP', (socket: { end(text: string): unknown }) => socket.end('SSH-2.0-x\r\n'), 'HPE_'],
  ])('that %s has not taken it', async (_, answer, why) => {
    const bare = await openBareReceiver(answer as (socket: object) => void);
    const { webhook } = await bench.add(bare.url);
    const { request } = await announced(webhook);
    expect(await bench.receive(request)).toMatchObject({ answer: { error: expect.stringContaining(why) } });
    await bare.close();
  });

  it('that takes its time is told where it holds up no other, for as long as it was to be tried, and so are its next', async () => {
    receiver.answer(response => setTimeout(() => response.writeHead(204).end(), 2_000));
    const { webhook } = await bench.add(receiver.url);
    const slow: DeliveryRequest[] = [];
    const ports = {
      ...bench.ports(),
      slow: { send: async (request: DeliveryRequest) => void slow.push(request) },
    };
    const { request } = await announced(webhook);
    expect(await bench.receive(request, { sentAt: 5, with: ports })).toMatchObject({ handedOn: 'slow' });
    const next = await announced(webhook);
    const asked = receiver.told.length;
    expect(await bench.receive(next.request, { sentAt: 6, with: ports })).toEqual({ handedOn: 'slow' });
    expect(receiver.told).toHaveLength(asked);
    expect(slow).toEqual([
      { ...request, since: 5 },
      { ...next.request, since: 6 },
    ]);
    // Ten minutes later it may show that it is quick again.
    receiver.answer(response => void response.writeHead(204).end());
    const later = () => Date.now() + 600_000;
    expect(await bench.receive(request, { now: later, with: ports })).toMatchObject({ done: 'delivered' });
    expect((await logged(webhook)).at(-1)).toMatchObject({
      state: 'delivered',
      tries: [{}, { status: 204 }],
    });
  });

  it('that would speak another protocol has not taken it', async () => {
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n';
    const bare = await openBareReceiver(socket => socket.write(upgrade));
    const { webhook } = await bench.add(bare.url);
    const { request } = await announced(webhook);
    expect(await bench.receive(request)).toMatchObject({
      again: expect.any(Number),
      answer: { status: 101 },
    });
    await bare.close();
  });

  it.each([
    ['120', 120],
    ['999999', 14_400],
    ['0', 5],
    ['soon', 5],
  ])('that asks for patience by "%s" is asked after about %i s', async (header, seconds) => {
    receiver.answer(response => response.writeHead(503, { 'retry-after': header }).end());
    const { webhook } = await bench.add(receiver.url);
    const { request } = await announced(webhook);
    const { again } = (await bench.receive(request)) as { again: number };
    expect(Math.abs(again - seconds)).toBeLessThanOrEqual(1);
  });

  it('that answers 410 is told nothing any more, until a test comes through', async () => {
    receiver.answer(response => response.writeHead(410).end());
    const { webhook } = await bench.add(receiver.url);
    const { request } = await announced(webhook);
    expect(await bench.receive(request)).toMatchObject({
      done: 'dropped',
      why: expect.stringContaining('410'),
    });
    const disabled = (await bench.added.all()).find(({ id }) => id === webhook.id);
    expect(disabled?.disabled?.why).toContain('410');
    const { told, body } = statusTold({ id: 'evt-after' });
    expect(await announce(told, body, disabled ? [disabled] : [], bench.announcing)).toEqual([]);

    receiver.answer(response => void response.writeHead(204).end());
    const { delivery } = await bench.deliveries.record({
      ...{ webhook: webhook.id, eventId: 'test/1', about: {} },
      news: { type: 'fanreel.test', timestamp: new Date().toISOString(), data: { message: 'Hello.' } },
    });
    const test = { webhook: webhook.id, delivery: delivery.id, round: 1 };
    expect(await bench.receive(test)).toMatchObject({ done: 'delivered' });
    const enabled = (await bench.added.all()).find(({ id }) => id === webhook.id);
    expect(enabled).toBeDefined();
    expect(enabled?.disabled).toBeUndefined();
  });

  it('that is dead costs one request now and then, however much waits for it', async () => {
    receiver.answer(response => response.destroy());
    const { webhook } = await bench.add(receiver.url);
    const requests = [];
    for (let count = 0; count < 6; count += 1) requests.push((await announced(webhook)).request);
    for (const request of requests) await bench.receive(request);
    expect(receiver.told).toHaveLength(3);
    const later = () => Date.now() + 11_000;
    await Promise.all(requests.map(request => bench.receive(request, { receives: 2, now: later })));
    expect(receiver.told).toHaveLength(4);
    receiver.answer(response => void response.writeHead(204).end());
    const muchLater = () => Date.now() + 60_000;
    for (const request of requests) await bench.receive(request, { receives: 3, now: muchLater });
    expect(receiver.told).toHaveLength(6);
    expect((await bench.log.standings([webhook.id])).get(webhook.id)).toMatchObject({ failures: 0 });
  });

  it('that does not answer for a day is given up, and tried for a day again where it is asked for', async () => {
    receiver.answer(response => response.writeHead(500).end());
    const { webhook } = await bench.add(receiver.url);
    const { request } = await announced(webhook);
    const yesterday = Date.now() - 85_000_000;
    expect(await bench.receive(request, { receives: 11, sentAt: yesterday })).toMatchObject({
      failed: 'It answered 500.',
    });
    const [delivery] = await logged(webhook);
    expect(delivery).toMatchObject({ state: 'failed', why: 'It answered 500.' });
    // As it is moved back out of the DLQ.
    expect(await bench.receive(request)).toMatchObject({ again: expect.any(Number) });
    const round = delivery && (await bench.log.again(delivery));
    expect(round).toBe(2);
    expect(await bench.receive(request)).toEqual({ done: 'old' });
    receiver.answer(response => void response.writeHead(204).end());
    expect(await bench.receive({ ...request, round: 2 })).toMatchObject({ done: 'delivered' });
    expect(receiver.told[0]?.id).toBe(request.delivery);
  });

  it('may have either secret while it is changed, and the first one too where it is changed twice', async () => {
    const { webhook, secret } = await bench.add(receiver.url);
    const ports = bench.ports();
    const deliverOne = async (now: Webhook) => {
      const { request } = await announced(now);
      await bench.receive(request, { with: ports });
      const last = receiver.told.at(-1);
      if (!last) throw new Error('It was told nothing.');
      return last;
    };
    verified(await deliverOne(webhook), secret);
    const secrets = [secret];
    let value = await bench.secrets.read(webhook.id);
    for (const turn of [1, 2]) {
      value = value && rotated(value, 3_600);
      if (!value) throw new Error('It cannot be rotated.');
      await bench.secrets.write(webhook.id, value);
      const changed = { ...webhook, secretAt: `later ${turn}` };
      await bench.added.put(changed);
      secrets.push(value.current);
      const request = await deliverOne(changed);
      for (const one of secrets) expect(() => verified(request, one)).not.toThrow();
    }
    const ended = value && rotated(value, 0);
    if (!ended) throw new Error('It cannot be rotated.');
    await bench.secrets.write(webhook.id, ended);
    await bench.added.put({ ...webhook, secretAt: 'at last' });
    const request = await deliverOne(webhook);
    verified(request, ended.current);
    for (const one of secrets) expect(() => verified(request, one)).toThrow('No matching signature');
  });
});

describe('a webhook', () => {
  it('whose secret is changed while something else becomes of it stays as that has made it', async () => {
    const { webhook } = await bench.add(receiver.url);
    await bench.added.setDisabled(webhook.id, { at: 'now', why: 'It answered 410.' });
    expect(await bench.added.setSecretAt(webhook.id, 'later')).toBe(true);
    const all = await bench.added.all();
    expect(all.find(({ id }) => id === webhook.id)).toMatchObject({
      ...{ url: webhook.url, secretAt: 'later' },
      disabled: { why: 'It answered 410.' },
    });
    await bench.added.remove(webhook.id);
    expect(await bench.added.setSecretAt(webhook.id, 'too late')).toBe(false);
    expect((await bench.added.all()).some(({ id }) => id === webhook.id)).toBe(false);
  });
});

describe('the log', () => {
  it('tells deliveries of several webhooks, the newest first, and of many no more than are asked for', async () => {
    const [{ webhook: one }, { webhook: other }] = [
      await bench.add(receiver.url),
      await bench.add(receiver.url),
    ];
    for (let count = 0; count < 130; count += 1) await announced(count % 3 === 0 ? other : one);
    const chosen = (limit: number, wanted: (delivery: Delivery) => boolean = () => true) =>
      collected(chosenDeliveries([one.id, other.id], bench.log, { limit, wanted }));
    const all = await chosen(1_000);
    expect(all).toHaveLength(130);
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all.map(({ createdAt }) => createdAt).toSorted((a, b) => b.localeCompare(a)),
    );
    expect(await chosen(5)).toEqual(all.slice(0, 5));
    const numbers = (await chosen(200, ({ webhook }) => webhook === one.id)).map(({ sequence }) => sequence);
    expect(numbers).toEqual(Array.from({ length: 86 }, (_, index) => 86 - index));
  });
});

describe('a name', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it('that stands for this machine on the second look is not called', async () => {
    const addresses = ['93.184.216.34', '127.0.0.1'];
    vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: object, done: Looked) =>
      done(null, [{ address: addresses.shift() ?? '127.0.0.1', family: 4 }])) as never);
    syncBuiltinESMExports();
    const url = await checkedUrl('https://hooks.example.com/x', { loopback: false });
    const { webhook } = await bench.add(url.href);
    const { request } = await announced(webhook);
    const refused = await bench.receive(request, { with: bench.ports({ loopback: false }) });
    expect(refused).toMatchObject({
      answer: { error: expect.stringContaining('it stands for 127.0.0.1') },
    });
  });
});

type Looked = (error: null, addresses: { address: string; family: number }[]) => void;
