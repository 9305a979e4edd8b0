import { expect, it } from 'vitest';
import { EventHeap } from '../../lab/simulate/engine/eventHeap.ts';
import { RateLimit } from '../../lab/simulate/engine/rateLimit.ts';
import { Samples } from '../../lab/simulate/engine/samples.ts';
import { Simulation } from '../../lab/simulate/engine/simulation.ts';
import { randomOf } from '../../lab/support/random.ts';

it('gives events back by their time, and those of the same time by their order', () => {
  const random = randomOf(3);
  const heap = new EventHeap();
  const events = Array.from({ length: 500 }, (_, order) => ({
    time: Math.floor(random.between(0, 50)),
    ...{ order, happen: () => {} },
  }));
  for (const event of events) heap.push(event);

  const popped = events.map(() => heap.pop());

  expect(popped).toEqual([...events].sort((a, b) => a.time - b.time || a.order - b.order));
  expect(heap.pop()).toBeUndefined();
});

it('lets happen at its time what an event plans', () => {
  const simulation = new Simulation();
  const times: number[] = [];
  const tick = () => {
    times.push(simulation.now);
    if (times.length < 3) simulation.after(2, tick);
  };
  simulation.after(1, tick);
  simulation.after(4, () => times.push(-simulation.now));

  simulation.run();

  expect(times).toEqual([1, 3, -4, 5]);
});

it('lets a burst through at once, and what is above it at the rate', () => {
  const limit = new RateLimit(10, 20);

  expect(limit.take(0, 20)).toBe(0);
  expect(limit.take(0, 5)).toBeCloseTo(0.5);
  // After 2.5 s the 5 that are owed are paid back, and 20 saved up.
  expect(limit.take(2.5, 20)).toBeCloseTo(0);
  expect(limit.take(2.5, 1)).toBeCloseTo(0.1);
});

it('scatters around a median, or around a mean', () => {
  const samples = new Samples(1);
  const many = (draw: () => number) => Array.from({ length: 20_000 }, draw).sort((a, b) => a - b);

  const around = many(() => samples.around(2, 0.5));
  const averaging = many(() => samples.averaging(2, 0.5));

  expect(around[10_000]).toBeCloseTo(2, 1);
  expect(averaging.reduce((sum, value) => sum + value, 0) / averaging.length).toBeCloseTo(2, 1);
  expect(around[0]).toBeGreaterThan(0);
  expect(samples.around(2, 0)).toBe(2);
});
