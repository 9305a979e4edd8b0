import { expect, it } from 'vitest';
import { Cores } from '../../../local/lambda/cores.ts';

/** Who has begun, in order. */
function race(cores: Cores, names: string[]): string[] {
  const begun: string[] = [];
  for (const name of names) void cores.take().then(() => begun.push(name));
  return begun;
}

const turn = () => new Promise(resolve => setImmediate(resolve));

it('a job that is done with its core lets the next one begin before it ends', async () => {
  const cores = new Cores(2);
  const [first, second] = [await cores.take(), await cores.take()];
  const begun = race(cores, ['third', 'fourth', 'fifth']);
  await turn();
  expect(begun).toEqual([]);

  first.giveBack();
  await turn();
  expect(begun).toEqual(['third']);

  first.release();
  await turn();
  expect(begun).toEqual(['third']);

  second.release();
  await turn();
  expect(begun).toEqual(['third', 'fourth']);
});

it('there is never more than one job above the cores, however many are done with theirs', async () => {
  const cores = new Cores(2);
  const [first, second] = [await cores.take(), await cores.take()];
  const begun = race(cores, ['third', 'fourth', 'fifth']);
  for (const job of [first, first, second]) job.giveBack();
  await turn();
  expect(begun).toEqual(['third']);

  first.release();
  second.giveBack();
  await turn();
  expect(begun).toEqual(['third', 'fourth']);
});
