import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PageShell } from '../../lab/docs/pageShell.ts';

const SOON_MS = 20_000;
let folder: string;
let shell: PageShell;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-page-'));
  shell = new PageShell(folder, process.env);
});

afterEach(() => {
  shell.close();
  rmSync(folder, { recursive: true });
});

it('a block knows what an earlier one has set', async () => {
  await shell.run('export name=fan\nhello() { echo "$1 reel"; }\n', SOON_MS);
  expect(await shell.run('hello $name\n', SOON_MS)).toEqual({ code: 0, output: 'fan reel\n' });
});

it('a block ends at its first command that fails, with what it said, and nothing runs behind it', async () => {
  const failed = await shell.run('echo one\nls nowhere | cat\necho two\n', SOON_MS);
  expect(failed.code).not.toBe(0);
  expect(failed.output).toMatch(/^one\n.*nowhere.*\n$/);
  expect((await shell.run('echo three\n', SOON_MS)).code).not.toBe(0);
});

it('a block that takes too long is ended', async () => {
  expect(await shell.run('echo begun; sleep 100\n', 1_000)).toEqual({ code: null, output: 'begun\n' });
});
