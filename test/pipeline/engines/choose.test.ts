import { expect, it } from 'vitest';
import type { EngineName } from '../../../contract/job.ts';
import { choose, successorOf } from '../../../pipeline/engines/choose.ts';
import type { Engine, Work } from '../../../pipeline/engines/engine.ts';

const WORK = {} as Work;

/** An engine that says this of every piece of work. */
const engine = (name: string, says: { obstacle?: string; drawback?: string } = {}): Engine => ({
  name: name as EngineName,
  obstacle: () => says.obstacle ?? null,
  drawback: () => says.drawback ?? null,
  merit: () => `${name} has room`,
  run: () => Promise.reject(new Error('nobody runs it')),
});
const chosen = (...engines: Engine[]) => {
  const choice = choose(engines, WORK);
  return [choice.engine.name, choice.reason];
};

it('takes the first engine that nothing speaks against, for what speaks for it', () => {
  expect(chosen(engine('first'), engine('second'))).toEqual(['first', 'first has room']);
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

it('lets a later engine that can go on where one ran out of time, and none before it', () => {
  const [first, unable, third] = [engine('first'), engine('second', { obstacle: 'no' }), engine('third')];
  const engines = [first, unable, third];
  expect(successorOf(engines, first, WORK)).toBe(third);
  expect(successorOf(engines, third, WORK)).toBeNull();
});
