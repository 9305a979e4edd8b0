import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startFlags } from '../../lab/support/startFlags.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** From here on V8 lets the heap grow to four times what is used before it looks for garbage (MaxGrowingFactor); MB. */
const GENEROUS_FROM_MB = 2_048;

it("npm start's heap is small enough that V8 lets little garbage lie about in it", () => {
  const says = 'console.log(v8.getHeapStatistics().heap_size_limit)';
  const said = execFileSync(process.execPath, [...startFlags(), '-e', says], { encoding: 'utf8' });
  expect(Number(said) / 1_048_576).toBeLessThan(GENEROUS_FROM_MB);
});

it('the command by its own name is told what npm start tells it', () => {
  const [line] = readFileSync(join(PROJECT, 'cli/fanreel.ts'), 'utf8').split('\n');
  expect(line?.split(' ').slice(2)).toEqual(['node', ...startFlags()]);
});
