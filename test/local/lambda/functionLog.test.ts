import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FunctionLog } from '../../../local/lambda/functionLog.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function say(chunks: string[]): Promise<void> {
  const log = new FunctionLog(join(folder, 'fn.log'), 20);
  for (const chunk of chunks) log.write(chunk);
  await finished(log.end());
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

it('adds to what an earlier run said', async () => {
  await say(['first\n']);
  await say(['second\n']);
  expect(read('fn.log')).toBe('first\nsecond\n');
});

it('keeps the newest lines and the file before them, however much is said', async () => {
  await say(Array.from({ length: 50 }, (_, number) => `line ${number}\n`));
  expect(readdirSync(folder).sort()).toEqual(['fn.1.log', 'fn.log']);
  expect(read('fn.1.log') + read('fn.log')).toBe('line 45\nline 46\nline 47\nline 48\nline 49\n');
});

it('tears no line apart', async () => {
  await say(['a long line that is ', 'said in parts\n', 'next\n']);
  expect(read('fn.1.log')).toBe('a long line that is said in parts\n');
  expect(read('fn.log')).toBe('next\n');
});

it('goes on where nothing can be written', async () => {
  rmSync(folder, { recursive: true });
  await expect(say(['lost\n', 'lost too\n'])).resolves.toBeUndefined();
});
