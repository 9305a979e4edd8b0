import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const MODULE = join(import.meta.dirname, '../../../cli/terminal/untilStopped.ts');

/** A program that says when it is told to stop and then hangs. */
const PROGRAM = `
  import { untilStopped } from ${JSON.stringify(MODULE)};
  untilStopped().addEventListener('abort', () => console.log('stopping'));
  setInterval(() => {}, 1_000);
  console.log('ready');`;

it('lets a command end its work at the first Ctrl-C, heard twice through npm, and kills at a later one', async () => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', PROGRAM]);
  const lines = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready\n');
  child.kill('SIGINT');
  expect((await lines.next()).value).toBe('stopping\n');
  child.kill('SIGINT');
  const again = setInterval(() => child.kill('SIGINT'), 100);
  const startedAt = performance.now();
  const [code] = await once(child, 'exit');
  clearInterval(again);
  expect(code).toBe(130);
  expect(performance.now() - startedAt).toBeGreaterThan(300);
});

/** As above, but it ends itself, with what it was told. */
const BROKEN = `
  import { main } from ${JSON.stringify(join(MODULE, '../../main.ts'))};
  import { untilStopped } from ${JSON.stringify(MODULE)};
  await main(['--version']);
  const signal = untilStopped();
  signal.addEventListener('abort', () => setTimeout(() => {
    console.log('closed', signal.reason.exitCode, signal.reason.message);
    process.exit();
  }));
  setTimeout(() => { throw new Error('nobody catches this'); });
  setInterval(() => {}, 1_000);`;

it('lets a command end its work at an error that nobody caught, and keeps what it was', async () => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', BROKEN]);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const [code] = await once(child, 'close');
  expect(stdout).toMatch(/^closed 1 fanreel met something .*nobody catches this/m);
  expect(code).toBe(0);
});
