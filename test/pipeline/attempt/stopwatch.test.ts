import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Stopwatch } from '../../../pipeline/attempt/stopwatch.ts';

it('adds up what is timed, failed work too, until it is taken', async () => {
  const stopwatch = new Stopwatch();
  expect(stopwatch.seconds).toBe(0);
  await stopwatch.time(() => wait(30));
  const failed = stopwatch.time(() => wait(30).then(() => Promise.reject(new Error('no'))));
  expect(stopwatch.seconds).toBeGreaterThan(0.025);
  await expect(failed).rejects.toThrow('no');
  expect(stopwatch.take()).toBeGreaterThanOrEqual(0.055);
  expect(stopwatch.seconds).toBe(0);
});
