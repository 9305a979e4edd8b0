import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ConfigError } from '../../failures/configError.ts';

/**
 * Installs a Debian package that the machine lacks, where that can be done without asking: on Debian (or Ubuntu) as
 * root. Says so on stderr first, for it changes the machine.
 * @throws {ConfigError} with what to do by hand, anywhere else or when apt fails.
 */
export function ensureInstalled(debianPackage: string, what: string): void {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new ConfigError(`${what} is missing: install it ("${howTo(debianPackage)}") and start again.`);
  }
  process.stderr.write(`${what} is missing; installing Debian's package ${debianPackage} ...\n`);
  apt(['update', '-qq'], debianPackage);
  apt(['install', '-y', '-qq', '--no-install-recommends', debianPackage], debianPackage);
}

function howTo(debianPackage: string): string {
  if (process.platform === 'darwin') return `brew install ${debianPackage}`;
  return existsSync('/usr/bin/apt-get')
    ? `sudo apt-get install ${debianPackage}`
    : `with your system's package manager, package ${debianPackage}`;
}

function apt(args: string[], debianPackage: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return;
  const reason = stderr.trim().split('\n').at(-1) ?? '';
  throw new ConfigError(`apt-get could not install ${debianPackage}: ${reason}`);
}
