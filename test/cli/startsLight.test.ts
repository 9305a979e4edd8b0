import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');

/** Says on stderr which modules Node loads. */
const SAYS_WHAT_IS_LOADED = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { process._rawDebug(url); return next(url, context); } });`)}`;

function loadedBy(args: string[]): string[] {
  const command = ['--import', SAYS_WHAT_IS_LOADED, 'cli/fanreel.ts', ...args];
  const { stderr } = spawnSync(process.execPath, command, { cwd: PROJECT, encoding: 'utf8' });
  return stderr.split('\n').filter(url => url.startsWith('file:'));
}

it.each([
  ['help', ['--help'], /node_modules\/(?!commander\/)|\/(local|emulator|media|pipeline|stacks)\//],
  ['a wrong flag', ['up', '--prt', '1'], /node_modules\/(?!commander\/)|\/(local|emulator|media|pipeline)\//],
  ['JSON', ['presets', '--json'], /string-width|cli-truncate|wrap-ansi|log-update/],
  ['a list of presets', ['presets'], /@aws-sdk|aws-cdk-lib|\/(local|emulator|media|pipeline|stacks)\//],
])('%s loads nothing of what other commands need', (_what, args, heavy) => {
  const loaded = loadedBy(args);
  expect(loaded.some(url => url.endsWith('cli/program.ts'))).toBe(true);
  expect(loaded.filter(url => heavy.test(url))).toEqual([]);
});
