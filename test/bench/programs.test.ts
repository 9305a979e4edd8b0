import { expect, it, vi } from 'vitest';
import { isRunnable } from '../../lab/bench/byHand/programs.ts';

const SHELL = { program: 'sh', from: 'Debian: apt-get install dash' };
const MISSING = { program: 'no-such-program', from: 'Debian: apt-get install nothing' };

it('what the machine lacks is left out, with a line that says what it lacks and how to get it', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  expect(isRunnable('page', [SHELL])).toBe(true);
  expect(log).not.toHaveBeenCalled();
  expect(isRunnable('page', [SHELL, MISSING])).toBe(false);
  expect(log.mock.calls).toEqual([
    ['page: left out, for this machine does not have no-such-program (Debian: apt-get install nothing).'],
  ]);
  log.mockRestore();
});
