import { describe, expect, it } from 'vitest';
import { randomOf } from '../../lab/support/random.ts';
import { desiredWorkers } from '../../workers/desiredWorkers.ts';

describe('of workers there should be', () => {
  it.each([
    ['none with nothing to do', { waiting: 0, busy: 0 }, 0],
    ['one for the first message', { waiting: 1, busy: 0 }, 1],
    ['one for each three', { waiting: 7, busy: 0 }, 3],
    ['more beside those that have a message', { waiting: 4, busy: 2 }, 4],
    ['at most as many as may be', { waiting: 10_000, busy: 3 }, 10],
    ['those that have a message, also where there may be fewer', { waiting: 5, busy: 12 }, 12],
  ])('%s', (_, load, expected) => {
    expect(desiredWorkers(load, { maxWorkers: 10, messagesAWorker: 3 })).toBe(expected);
  });

  it('never fewer than are busy, never more than messages, and none when all is done, whatever the numbers', () => {
    const random = randomOf(17);
    const below = (count: number) => Math.floor(random.next() * count);
    for (let round = 0; round < 2_000; round += 1) {
      const load = { waiting: below(12_000), busy: below(40) };
      const limits = { maxWorkers: 1 + below(60), messagesAWorker: 1 + below(9) };
      const desired = desiredWorkers(load, limits);
      const said = JSON.stringify({ load, limits, desired });
      expect(desired, said).toBeGreaterThanOrEqual(load.busy);
      expect(desired, said).toBeLessThanOrEqual(load.waiting + load.busy);
      expect(desired, said).toBeLessThanOrEqual(Math.max(load.busy, limits.maxWorkers));
      // Whoever waits is waited for by somebody: nobody is left alone while there may be one more.
      if (load.waiting > 0 && load.busy < limits.maxWorkers) expect(desired, said).toBeGreaterThan(load.busy);
    }
  });
});
