import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from './openStore.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a wait ends at once when a message is there, and as soon as one is sent', async () => {
  const store = openStore();
  store.createQueue('q');
  const waiting = store.waitForVisible('q');
  store.send({ queue: 'q', body: 'one' });
  await waiting;
  await store.waitForVisible('q');
  // No timer was needed, and none is left.
  expect(vi.getTimerCount()).toBe(0);
});

test('a wait ends at the very moment at which a hidden message comes back', async () => {
  const store = openStore();
  store.createQueue('q', { VisibilityTimeout: 30 });
  store.send({ queue: 'q', body: 'later', delaySeconds: 60 });
  store.send({ queue: 'q', body: 'hidden' });
  await store.receive({ queue: 'q' });
  const woken = vi.fn();
  const stop = store.onVisible('q', woken);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(woken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(woken).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(woken).toHaveBeenCalledTimes(2);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a wait follows a visibility timeout that is changed, and a deadline whose message is gone wakes nobody', async () => {
  const store = openStore();
  store.createQueue('q', { VisibilityTimeout: 30 });
  store.send({ queue: 'q', body: 'one' });
  const [first] = await store.receive({ queue: 'q' });
  const woken = vi.fn();
  store.onVisible('q', woken);
  store.changeVisibility({ queue: 'q', receiptHandle: first?.receiptHandle ?? '', visibilityTimeout: 60 });
  await vi.advanceTimersByTimeAsync(59_000);
  expect(woken).not.toHaveBeenCalled();
  store.changeVisibility({ queue: 'q', receiptHandle: first?.receiptHandle ?? '', visibilityTimeout: 0 });
  await vi.advanceTimersByTimeAsync(0);
  expect(woken).toHaveBeenCalledTimes(1);
  const [second] = await store.receive({ queue: 'q' });
  store.delete({ queue: 'q', receiptHandle: second?.receiptHandle ?? '' });
  await vi.advanceTimersByTimeAsync(100_000);
  expect(woken).toHaveBeenCalledTimes(1);
});

test('a long poll brings what is sent meanwhile, to one of those who wait', async () => {
  const store = openStore();
  store.createQueue('q');
  const polls = [1, 2].map(() => store.receive({ queue: 'q', waitSeconds: 20 }));
  await vi.advanceTimersByTimeAsync(10_000);
  store.send({ queue: 'q', body: 'one' });
  await vi.advanceTimersByTimeAsync(10_000);
  const received = await Promise.all(polls);
  expect(received.flat().map(({ body }) => body)).toEqual(['one']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a listener that throws takes no wake-up away from others', async () => {
  const store = openStore();
  store.createQueue('a');
  store.createQueue('b');
  const waiting = store.waitForVisible('b');
  store.on('sent', () => {
    throw new Error('a listener of mine');
  });
  expect(() =>
    store.transaction(() => {
      store.send({ queue: 'a', body: 'one' });
      store.send({ queue: 'b', body: 'two' });
    }),
  ).toThrow('a listener of mine');
  await waiting;
  expect(store.counts('a').visible).toBe(1);
});

test('an aborted or closed wait ends quietly and receives nothing', async () => {
  const store = openStore();
  store.createQueue('q');
  const hungUp = new AbortController();
  const aborted = store.receive({ queue: 'q', waitSeconds: 20, signal: hungUp.signal });
  const wait = store.waitForVisible('q', hungUp.signal);
  hungUp.abort();
  expect(await aborted).toEqual([]);
  await wait;
  const polling = store.receive({ queue: 'q', waitSeconds: 20 });
  store.close();
  expect(await polling).toEqual([]);
});
