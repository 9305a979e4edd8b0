import { existsSync, mkdtempSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../failures/configError.ts';
import { runFfmpeg } from '../../../media/run/runFfmpeg.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'fanreel-run-'));
});

/** A stand-in for ffmpeg: a shell script of these lines. */
function script(...lines: string[]): string {
  const path = join(cwd, 'stand-in');
  writeFileSync(path, ['#!/bin/sh', ...lines].join('\n'), { mode: 0o755 });
  return path;
}

const run = (bin: string, more = {}) =>
  runFfmpeg({ bin, args: ['-progress', 'pipe:1'], cwd, deadlineMs: 20_000, ...more });

test('the program gets its arguments, its folder, no environment and no input', async () => {
  await run(script('echo "$@" > args; /bin/pwd > folder; /usr/bin/env > environment; /bin/cat > input'));

  const read = (name: string) => readFileSync(join(cwd, name), 'utf8').trim();
  expect(read('args')).toBe('-progress pipe:1');
  expect(read('folder')).toBe(cwd);
  // The shell sets these itself.
  const ownOfTheShell = /^(PWD|OLDPWD|SHLVL|_)=/;
  expect(
    read('environment')
      .split('\n')
      .filter(line => !ownOfTheShell.test(line)),
  ).toEqual([]);
  expect(read('input')).toBe('');
});

test('progress comes as it is reported', async () => {
  const reached: number[] = [];

  await run(
    script('echo out_time_us=500000; echo progress=continue; echo out_time_us=1000000; echo progress=end'),
    {
      onProgress: ({ outTimeSeconds }: { outTimeSeconds: number }) => reached.push(outTimeSeconds),
    },
  );

  expect(reached).toEqual([0.5, 1]);
});

test('a full disk is told, though ffmpeg ends well', async () => {
  const words = 'Error writing trailer of out.mp4: No space left on device';
  const error = await run(script(`echo "${words}" >&2; exit 0`)).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ failureClass: 'transient', code: 'scratch-full', detail: words });
});

test('of a flood of messages the last 4 KB are kept', async () => {
  const error = await run(
    script('i=0; while [ $i -lt 3000 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 1'),
  ).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ failureClass: 'input', code: 'decode-failed' });
  const { detail } = error as { detail: string };
  expect(detail.length).toBeLessThanOrEqual(4096);
  expect(detail).toMatch(/line 2999$/);
});

test('a program that is not there is the operator’s to mend', async () => {
  await expect(run('/nowhere/ffmpeg')).rejects.toThrow(ConfigError);
});

describe('a program that would run on', () => {
  // Writes down its own pid and its child's, then ignores SIGTERM.
  const stubborn = () =>
    script(
      'trap "" TERM',
      '/bin/sleep 60 &',
      'echo $$ $! > pids.part',
      '/bin/mv pids.part pids',
      'while :; do wait; done',
    );

  test('is ended with all its children at the deadline', async () => {
    const bin = stubborn();

    await expect(run(bin, { deadlineMs: 300, graceMs: 50 })).rejects.toMatchObject({
      failureClass: 'transient',
      code: 'deadline',
    });

    expect(running(pids())).toEqual([]);
  });

  test('is ended when the caller says so', async () => {
    const abort = new AbortController();
    const bin = stubborn();
    const started = appears('pids');
    const stopped = run(bin, { signal: abort.signal, graceMs: 50 });
    await started;

    abort.abort();

    await expect(stopped).rejects.toMatchObject({ failureClass: 'transient', code: 'aborted' });
    expect(running(pids())).toEqual([]);
  });

  test.each([
    ['that it would tell', ['-progress', 'pipe:1']],
    ['and takes no processor time', ['-f', 'null']],
  ])('is ended when it makes no progress %s', async (_, args) => {
    const bin = stubborn();

    await expect(run(bin, { args, stallMs: 300, graceMs: 50 })).rejects.toMatchObject({
      failureClass: 'transient',
      code: 'stalled',
    });
  });
});

test('a program that tells no progress is left alone while it computes', async () => {
  const bin = script('end=$(($(/bin/date +%s) + 3)); while [ $(/bin/date +%s) -lt $end ]; do :; done');

  await run(bin, { args: ['-f', 'null'], stallMs: 1_000 });
});

test('a caller who stopped beforehand starts nothing', async () => {
  const bin = script('echo > started');

  await expect(run(bin, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  expect(existsSync(join(cwd, 'started'))).toBe(false);
});

function pids(): number[] {
  return readFileSync(join(cwd, 'pids'), 'utf8').trim().split(' ').map(Number);
}

function running(ids: number[]): number[] {
  return ids.filter(id => {
    try {
      return !/^\S+ \(.*\) Z/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
    } catch {
      return false;
    }
  });
}

function appears(name: string): Promise<void> {
  return new Promise(resolve => {
    const watcher = watch(cwd, () => {
      if (!existsSync(join(cwd, name))) return;
      watcher.close();
      resolve();
    });
  });
}
