import { execFile } from 'node:child_process';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { confine } from '../../../media/run/confine.ts';

const run = promisify(execFile);
const [file, args] = await confine('/bin/sh', [], { cpuSeconds: 1, fileBytes: 100_000 });
const limited = [file, ...args].some(part => part.endsWith('/prlimit'));

const shell = async (script: string) => {
  const cwd = await mkdtemp(join(tmpdir(), 'fanreel-confine-'));
  const ended = await run(file, [...args, '-c', script], { cwd }).then(
    ({ stdout }) => ({ stdout, signal: null }),
    ({ stdout, signal }: { stdout: string; signal: string | null }) => ({ stdout, signal }),
  );
  return { ...ended, cwd };
};

test('arguments come through as they are', async () => {
  const [program, given] = await confine('/bin/echo', ['$HOME', '-n', 'a  b', ';'], { cpuSeconds: 1 });

  expect((await run(program, given)).stdout).toBe('$HOME -n a  b ;\n');
});

test.runIf(limited)('a file that grows past its limit ends the program that writes it', async () => {
  const { signal, cwd } = await shell('exec head -c 1000000 /dev/zero > out');

  expect(signal).toBe('SIGXFSZ');
  expect((await stat(join(cwd, 'out'))).size).toBe(100_000);
});

test.runIf(limited)('a program that uses up its processor time is ended, wall clock or not', async () => {
  expect((await shell('while :; do :; done')).signal).toBe('SIGXCPU');
});

test.runIf(limited)('there are few open files and no core dump', async () => {
  expect((await shell('ulimit -n; ulimit -c')).stdout).toBe('64\n0\n');
});

test.runIf(args.includes('--net') || file.endsWith('/unshare'))('there is no network', async () => {
  const { stdout } = await shell('cat /proc/net/route; cat /proc/net/dev');

  expect(stdout).not.toMatch(/eth|ens|wlan/);
});
