import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SqsStore } from '../../../../emulator/sqs/sqsStore.ts';
import { databasePath, openStore, redriveTo } from '../openStore.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('messages go back to the queues they came from, as new messages that are received for the first time', async () => {
  const store = await storeWithDeadLetters({ a: 2, b: 1 });
  const moved = vi.fn();
  store.on('moved', moved);
  store.moves.start({ source: 'dlq' });
  expect(store.moves.list('dlq')).toMatchObject([{ status: 'RUNNING', moved: 0, toMove: 3 }]);
  await vi.runAllTimersAsync();
  expect(store.moves.list('dlq')).toMatchObject([{ status: 'COMPLETED', moved: 3, failure: null }]);
  expect([store.counts('a').visible, store.counts('b').visible, store.counts('dlq').visible]).toEqual([
    2, 1, 0,
  ]);
  const [message] = await store.receive({ queue: 'b' });
  const [event] = moved.mock.calls.map(([one]) => one).filter(({ destination }) => destination === 'b');
  expect(message).toMatchObject({ receiveCount: 1, body: 'b 0', messageId: event.messageId });
  expect(event.previousMessageId).not.toBe(event.messageId);
});

test('a rate is kept, and a cancelled task leaves what it has not moved', async () => {
  const store = await storeWithDeadLetters({ a: 30 });
  store.createQueue('elsewhere');
  const id = store.moves.start({ source: 'dlq', destination: 'elsewhere', perSecond: 10 });
  await vi.advanceTimersByTimeAsync(1_000);
  const { visible } = store.counts('elsewhere');
  expect(visible).toBeGreaterThanOrEqual(10);
  expect(visible).toBeLessThanOrEqual(11);
  expect(store.moves.cancel(id)).toBe(visible);
  await vi.runAllTimersAsync();
  expect(store.counts('dlq').visible).toBe(30 - visible);
  expect(store.moves.list('dlq')).toMatchObject([{ status: 'CANCELLED', moved: visible, toMove: 30 }]);
  expect(() => store.moves.cancel(id)).toThrow(/CANCELLED/);
});

test('a task that was running when the store closed goes on when it opens again', async () => {
  const path = databasePath();
  const before = await storeWithDeadLetters({ a: 5 }, path);
  before.moves.start({ source: 'dlq', perSecond: 1 });
  await vi.advanceTimersByTimeAsync(1_500);
  before.close();
  const after = openStore(path);
  expect(after.moves.list('dlq')).toMatchObject([{ status: 'RUNNING', moved: 2 }]);
  await vi.runAllTimersAsync();
  expect(after.moves.list('dlq')).toMatchObject([{ status: 'COMPLETED', moved: 5 }]);
  expect(after.counts('a').visible).toBe(5);
});

test('a message that dies again during its redrive is not moved a second time', async () => {
  const store = await storeWithDeadLetters({ a: 3 });
  store.moves.start({ source: 'dlq', perSecond: 1 });
  await vi.advanceTimersByTimeAsync(500);
  await store.receive({ queue: 'a', visibilityTimeout: 0 });
  await store.receive({ queue: 'a' });
  expect(store.counts('dlq').visible).toBe(3);
  await vi.runAllTimersAsync();
  expect(store.moves.list('dlq')).toMatchObject([{ status: 'COMPLETED', moved: 3 }]);
  expect(store.counts('dlq').visible).toBe(1);
});

test('a message of unknown origin, or whose queue is gone, fails the task and stays', async () => {
  const store = await storeWithDeadLetters({ a: 1, b: 1 });
  store.deleteQueue('b');
  store.moves.start({ source: 'dlq' });
  await vi.runAllTimersAsync();
  expect(store.moves.list('dlq')).toMatchObject([
    { status: 'FAILED', moved: 1, failure: 'AWS.SimpleQueueService.NonExistentQueue' },
  ]);
  store.purge('dlq');
  store.send({ queue: 'dlq', body: 'by hand' });
  vi.advanceTimersByTime(1);
  store.moves.start({ source: 'dlq' });
  await vi.runAllTimersAsync();
  expect(store.moves.list('dlq', 10).map(({ failure }) => failure)).toEqual([
    'CouldNotDetermineMessageSource',
    'AWS.SimpleQueueService.NonExistentQueue',
  ]);
  expect(store.counts('dlq').visible).toBe(1);
});

test('a source that is no DLQ, a missing queue, a second task and a wrong rate are refused', async () => {
  const store = await storeWithDeadLetters({ a: 1 });
  expect(() => store.moves.start({ source: 'a' })).toThrow(/must be configured as a Dead Letter Queue/);
  expect(() => store.moves.start({ source: 'none' })).toThrow(/SourceArn parameter doesn't exist/);
  expect(() => store.moves.start({ source: 'dlq', destination: 'none' })).toThrow(/DestinationArn/);
  expect(() => store.moves.start({ source: 'dlq', perSecond: 501 })).toThrow(/between 1 and 500/);
  store.moves.start({ source: 'dlq' });
  expect(() => store.moves.start({ source: 'dlq' })).toThrow(/already a task running/);
  await vi.runAllTimersAsync();
  store.createQueue('dlq', { RedriveAllowPolicy: { redrivePermission: 'denyAll' } });
  expect(() => store.moves.start({ source: 'dlq' })).toThrow(/must be configured as a Dead Letter Queue/);
  expect(() => store.moves.cancel('none')).toThrow('Task does not exist.');
});

/** A store whose `dlq` holds so many dead letters of each queue. */
async function storeWithDeadLetters(counts: Record<string, number>, path?: string): Promise<SqsStore> {
  const store = openStore(path);
  store.createQueue('dlq');
  for (const [queue, count] of Object.entries(counts)) {
    store.createQueue(queue, redriveTo('dlq', 1));
    for (let index = 0; index < count; index += 1) store.send({ queue, body: `${queue} ${index}` });
    for (let index = 0; index < count; index += 10) {
      await store.receive({ queue, max: 10, visibilityTimeout: 1 });
    }
    vi.advanceTimersByTime(1_000);
    await store.receive({ queue });
  }
  return store;
}
