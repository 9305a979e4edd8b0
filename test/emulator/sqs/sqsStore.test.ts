import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReceivedMessage } from '../../../emulator/sqs/messages/receivedMessage.ts';
import type { SqsStore } from '../../../emulator/sqs/sqsStore.ts';
import { openStore, redriveTo } from './openStore.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('queues', () => {
  test('creating a queue again keeps its messages and replaces its attributes', async () => {
    const store = openStore();
    store.createQueue('q', { VisibilityTimeout: 10, DelaySeconds: 0 });
    store.send({ queue: 'q', body: 'kept' });
    store.createQueue('q', { VisibilityTimeout: 77 });
    expect(store.attributes('q')).toMatchObject({
      VisibilityTimeout: '77',
      ApproximateNumberOfMessages: '1',
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:q',
    });
    expect(store.url('q')).toBe('http://127.0.0.1:4566/000000000000/q');
  });

  test('a FIFO queue, a wrong attribute and a missing queue each say what is wrong', () => {
    const store = openStore();
    expect(() => store.createQueue('q.fifo')).toThrow(/FIFO queues are not supported/);
    expect(() => store.createQueue('q', { FifoQueue: true })).toThrow(/only standard queues run here/);
    expect(() => store.createQueue('q', { VisibilityTimeout: 43_201 })).toThrow(/VisibilityTimeout/);
    expect(() => store.createQueue('q', { Visibility: 1 })).toThrow('Unknown Attribute Visibility.');
    expect(() => store.send({ queue: 'none', body: 'x' })).toThrow('The specified queue does not exist.');
  });
});

describe('visibility', () => {
  test('a received message is hidden until its visibility timeout ends, and then counts another receive', async () => {
    const store = openStore();
    store.createQueue('q', { VisibilityTimeout: 5 });
    store.send({ queue: 'q', body: 'one' });
    expect((await receiveOne(store)).receiveCount).toBe(1);
    vi.advanceTimersByTime(4_999);
    expect(await store.receive({ queue: 'q' })).toEqual([]);
    expect(store.counts('q')).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    vi.advanceTimersByTime(1);
    expect(await receiveOne(store)).toMatchObject({
      receiveCount: 2,
      firstReceivedAt: Date.parse('2026-01-01T00:00:00Z'),
    });
  });

  test('a message or queue delay hides a new message, and it does not count as in flight', async () => {
    const store = openStore();
    store.createQueue('q', { DelaySeconds: 3 });
    store.send({ queue: 'q', body: 'slow' });
    store.send({ queue: 'q', body: 'at once', delaySeconds: 0 });
    expect(store.counts('q')).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    expect((await receiveOne(store)).body).toBe('at once');
    vi.advanceTimersByTime(3_000);
    expect((await receiveOne(store)).body).toBe('slow');
  });

  test('a stale receipt handle deletes nothing and cannot change the visibility', async () => {
    const store = openStore();
    store.createQueue('q', { VisibilityTimeout: 5 });
    store.send({ queue: 'q', body: 'one' });
    const stale = await receiveOne(store);
    vi.advanceTimersByTime(5_000);
    const current = await receiveOne(store);
    store.delete({ queue: 'q', receiptHandle: stale.receiptHandle });
    expect(store.counts('q').inFlight).toBe(1);
    expect(() => store.changeVisibility(hold(stale, 9))).toThrow(
      /not available for visibility timeout change/,
    );
    store.delete({ queue: 'q', receiptHandle: current.receiptHandle });
    expect(store.counts('q')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test('a visibility timeout that is over, reaches past twelve hours or has a made-up handle is refused', async () => {
    const store = openStore();
    store.createQueue('q', { VisibilityTimeout: 5 });
    store.send({ queue: 'q', body: 'one' });
    const held = await receiveOne(store);
    vi.advanceTimersByTime(1_000);
    expect(() => store.changeVisibility(hold(held, 43_200))).toThrow(/beyond the limit \[43200 seconds\]/);
    vi.advanceTimersByTime(4_000);
    expect(() => store.changeVisibility(hold(held, 1))).toThrow('The specified message is not in flight.');
    expect(() => store.changeVisibility({ ...hold(held, 1), receiptHandle: 'made-up' })).toThrow(
      /not a valid receipt handle/,
    );
  });

  test('releasing what is in flight makes it visible and takes the receive back', async () => {
    const store = openStore();
    store.createQueue('q', { VisibilityTimeout: 900 });
    store.send({ queue: 'q', body: 'one' });
    store.send({ queue: 'q', body: 'later', delaySeconds: 60 });
    await receiveOne(store);
    expect(store.releaseInFlight('q')).toBe(1);
    expect(store.counts('q')).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    expect((await receiveOne(store)).receiveCount).toBe(1);
  });
});

describe('dead letters', () => {
  test('a message goes to the DLQ on the receive after its last, with its id, attributes and time sent', async () => {
    const store = openStore();
    store.createQueue('dlq', { MessageRetentionPeriod: 1_209_600 });
    store.createQueue('q', { VisibilityTimeout: 1, ...redriveTo('dlq', 2) });
    const deadLettered = vi.fn();
    store.on('deadLettered', deadLettered);
    const attributes = { rendition: { DataType: 'String', StringValue: '720p' } };
    const messageId = store.send({ queue: 'q', body: 'poison', attributes });
    for (let receive = 0; receive < 2; receive += 1) {
      await receiveOne(store);
      vi.advanceTimersByTime(1_000);
    }
    // Lazily, as on AWS: it stays until somebody asks.
    expect(store.counts('q').visible).toBe(1);
    expect(await store.receive({ queue: 'q' })).toEqual([]);
    expect(deadLettered).toHaveBeenCalledExactlyOnceWith({
      ...{ queue: 'q', dlq: 'dlq', messageId, body: 'poison', attributes, receiveCount: 2 },
    });
    expect(await store.receive({ queue: 'dlq' })).toMatchObject([
      {
        messageId,
        attributes,
        receiveCount: 3,
        sentAt: Date.parse('2026-01-01T00:00:00Z'),
        deadLetterSourceArn: store.arn('q'),
      },
    ]);
  });

  test('a receive that meets poison brings the good messages behind it', async () => {
    const store = openStore();
    store.createQueue('dlq');
    store.createQueue('q', { VisibilityTimeout: 0, ...redriveTo('dlq', 1) });
    for (let index = 0; index < 25; index += 1) store.send({ queue: 'q', body: `poison ${index}` });
    for (let index = 0; index < 25; index += 1) await receiveOne(store, 0);
    store.send({ queue: 'q', body: 'good' });
    expect(await store.receive({ queue: 'q', max: 10 })).toMatchObject([{ body: 'good' }]);
    expect(store.counts('dlq').visible).toBe(25);
  });

  test.each([
    ['is not there', undefined],
    ['lets no queue in', { redrivePermission: 'denyAll' }],
    [
      'lets only others in',
      { redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:us-east-1:000000000000:x'] },
    ],
  ])('messages stay in their queue while the DLQ %s', async (_, policy) => {
    const store = openStore();
    if (policy) store.createQueue('dlq', { RedriveAllowPolicy: policy });
    store.createQueue('q', redriveTo('dlq', 1));
    store.send({ queue: 'q', body: 'one' });
    await receiveOne(store, 0);
    expect((await receiveOne(store, 0)).receiveCount).toBe(2);
  });

  test('retention counts from the first send, in the DLQ too', async () => {
    const store = openStore();
    store.createQueue('dlq', { MessageRetentionPeriod: 120 });
    store.createQueue('q', { VisibilityTimeout: 0, MessageRetentionPeriod: 100, ...redriveTo('dlq', 1) });
    store.send({ queue: 'q', body: 'moved' });
    await receiveOne(store);
    vi.advanceTimersByTime(90_000);
    await store.receive({ queue: 'q' });
    store.send({ queue: 'q', body: 'stays' });
    vi.advanceTimersByTime(31_000);
    expect(store.counts('dlq').visible).toBe(0);
    expect(store.counts('q').visible).toBe(1);
    vi.advanceTimersByTime(70_000);
    expect(await store.receive({ queue: 'q' })).toEqual([]);
  });
});

describe('what a message may be', () => {
  test.each([
    ['is empty', ''],
    ['has a control character', 'a\u0001b'],
    ['has half a surrogate pair', 'a\ud800b'],
    ['is too long', 'x'.repeat(2_049)],
  ])('a message that %s is refused', (_, body) => {
    const store = openStore();
    store.createQueue('q', { MaximumMessageSize: 2_048 });
    expect(() => store.send({ queue: 'q', body })).toThrow();
    expect(store.counts('q').visible).toBe(0);
  });

  test('every character that XML allows comes back as it was', async () => {
    const store = openStore();
    store.createQueue('q');
    const body = 'tab\t line\n return\r <&"\'> \u00e9 \u{1f3ac} \ufffd';
    store.send({ queue: 'q', body });
    expect((await receiveOne(store)).body).toBe(body);
  });

  test('more than ten attributes, a reserved name and an empty value are refused', () => {
    const store = openStore();
    store.createQueue('q');
    const text = { DataType: 'String', StringValue: 'x' };
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, text]));
    const send = (attributes: typeof eleven) => store.send({ queue: 'q', body: 'x', attributes });
    expect(() => send(eleven)).toThrow(/\[11\] exceeds the allowed maximum \[10\]/);
    expect(() => send({ 'AWS.x': text })).toThrow(/reserved/);
    expect(() => send({ a: { DataType: 'String', StringValue: '' } })).toThrow(/non-empty value/);
    expect(() => send({ a: { DataType: 'Number', StringValue: 'ten' } })).toThrow(/not a number/);
  });
});

test('a transaction that fails leaves no message and tells no event', () => {
  const store = openStore();
  store.createQueue('q');
  const sent = vi.fn();
  store.on('sent', sent);
  expect(() =>
    store.transaction(() => {
      store.send({ queue: 'q', body: 'one' });
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(store.counts('q').visible).toBe(0);
  store.send({ queue: 'q', body: 'two' });
  expect(sent.mock.calls.map(([event]) => event.body)).toEqual(['two']);
});

async function receiveOne(store: SqsStore, visibilityTimeout?: number): Promise<ReceivedMessage> {
  const [message] = await store.receive({ queue: 'q', visibilityTimeout });
  if (!message) throw new Error('The queue has nothing visible.');
  return message;
}

function hold(message: ReceivedMessage, visibilityTimeout: number) {
  return { queue: 'q', receiptHandle: message.receiptHandle, visibilityTimeout };
}
