import { expect, it } from 'vitest';
import { withHeartbeat } from '../../../pipeline/claim/withHeartbeat.ts';
import { received } from '../support/bench.ts';

const SETTINGS = { leaseSeconds: 60 };

it('work begins before its message is hidden, and does not end before', async () => {
  const hiding = Promise.withResolvers<void>();
  const order: string[] = [];
  const message = received('a.mp4', {
    keepHidden: () => hiding.promise.then(() => void order.push('hidden')),
  });
  const ended = withHeartbeat(
    message,
    SETTINGS,
    () => {},
    async () => void order.push('worked'),
  ).then(() => order.push('ended'));
  await new Promise(setImmediate);
  expect(order).toEqual(['worked']);
  hiding.resolve();
  await ended;
  expect(order).toEqual(['worked', 'hidden', 'ended']);
});

it('work goes on where its message cannot be hidden', async () => {
  const message = received('a.mp4', { keepHidden: () => Promise.reject(new Error('no answer')) });
  await expect(
    withHeartbeat(
      message,
      SETTINGS,
      () => {},
      async () => 'made',
    ),
  ).resolves.toBe('made');
});
