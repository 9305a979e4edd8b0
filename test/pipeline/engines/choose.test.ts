import { expect, it } from 'vitest';
import type { EngineName } from '../../../contract/job.ts';
import { choose, successorOf } from '../../../pipeline/engines/choose.ts';
import type { Engine, Work } from '../../../pipeline/engines/engine.ts';

const WORK = { settings: { targetSeconds: 60 } } as Work;

/** In what one engine is unlike the others. */
interface Says {
  obstacle?: string;
  drawback?: string;
  seconds?: number;
  usd?: number;
}

/** An engine that says this of every piece of work. */
const engine = (name: string, { obstacle, drawback, seconds = 30, usd = 0.01 }: Says = {}): Engine => ({
  name: name as EngineName,
  endsElsewhere: false,
  obstacle: () => obstacle ?? null,
  drawback: () => drawback ?? null,
  estimate: () => ({ seconds, usd, requestsUsd: 0 }),
  merit: () => `${name} has room`,
  run: () => Promise.reject(new Error('nobody runs it')),
});
const chosen = (...engines: Engine[]) => {
  const choice = choose(engines, WORK);
  return [choice.engine.name, choice.reason];
};

it('takes the only engine that nothing speaks against for what speaks for it', () => {
  const slow = engine('second', { drawback: 'it takes long' });
  expect(chosen(engine('first'), slow)).toEqual(['first', 'first has room']);
});

it('takes the cheapest of those that are there in time, and tells the sums', () => {
  const dear = engine('first', { usd: 0.02 });
  const late = engine('third', { usd: 0.001, seconds: 61 });
  expect(chosen(dear, engine('second'), late)).toEqual([
    'second',
    'second has room; about $0.0100, the cheapest within 60 s (first $0.0200, third $0.0010 in 61 s)',
  ]);
});

it('takes the earlier of two that cost the same', () => {
  expect(chosen(engine('first'), engine('second'))).toEqual([
    'first',
    'first has room; about $0.0100, the cheapest within 60 s (second $0.0100)',
  ]);
});

it('takes the fastest where none is there in time, and says so', () => {
  const cheap = engine('first', { seconds: 600, usd: 0.001 });
  expect(chosen(cheap, engine('second', { seconds: 90 }))).toEqual([
    'second',
    'second has room; none is there within 60 s, and it is the fastest with about 90 s (first 600 s)',
  ]);
});

it('takes a later one for what speaks against those before it', () => {
  const small = engine('first', { obstacle: 'it is too large' });
  const slow = engine('second', { drawback: 'it takes long' });
  expect(chosen(small, slow, engine('third'))).toEqual(['third', 'it is too large, and it takes long']);
});

it('takes one that had better not make it, where no other can', () => {
  const slow = engine('first', { drawback: 'it takes long' });
  const off = engine('second', { obstacle: 'the second is turned off' });
  expect(chosen(slow, off)).toEqual(['first', 'first has room; the second is turned off']);
});

it('refuses what no engine can make, with all their reasons', () => {
  const small = engine('first', { obstacle: 'it is too large' });
  const off = engine('second', { obstacle: 'the second is turned off' });
  expect(() => chosen(small, off)).toThrow(
    'No engine can make this rendition: it is too large, and the second is turned off.',
  );
  expect(() => chosen(small, off)).toThrow(
    expect.objectContaining({ failureClass: 'preset', code: 'does-not-fit' }),
  );
});

it('lets the best of the others go on where one ran out of time, or nobody', () => {
  const [unable, dear] = [engine('second', { obstacle: 'no' }), engine('third', { usd: 2 })];
  const cheap = engine('fourth', { usd: 1 });
  expect(successorOf([unable, dear, cheap], WORK)).toBe(cheap);
  expect(successorOf([unable], WORK)).toBeNull();
});
