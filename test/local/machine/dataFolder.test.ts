import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDataFolder } from '../../../local/machine/dataFolder.ts';
import { listen } from '../../../local/machine/listen.ts';

const root = mkdtempSync(join(tmpdir(), 'data-'));
afterAll(() => rmSync(root, { recursive: true }));

it('refuses a folder that another process holds, and says which and where it answers', () => {
  const folder = openDataFolder(join(root, 'held'));
  folder.recordEndpoint('http://127.0.0.1:4566');
  const script = `
    const { openDataFolder } = await import('${join(import.meta.dirname, '../../../local/machine/dataFolder.ts')}');
    try { openDataFolder('${folder.path}') } catch (error) { console.log(error.message) }`;
  const second = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(second.stdout).toMatch(
    new RegExp(`held by process ${process.pid}, which answers at http://127.0.0.1:4566: stop it, or choose`),
  );
  folder.close();
});

it('opens again after its holder closed it', () => {
  openDataFolder(join(root, 'again')).close();
  openDataFolder(join(root, 'again')).close();
});

it('refuses a port in use by naming the program that has it', async () => {
  const first = createServer();
  const port = await listen(first, 0);
  await expect(listen(createServer(), port)).rejects.toThrow(
    new RegExp(`Port ${port} is in use by process ${process.pid} \\(`),
  );
  await new Promise(done => first.close(done));
});
