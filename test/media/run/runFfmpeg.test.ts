import { existsSync, mkdtempSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError } from '../../../failures/configError.ts';
import { WorkError } from '../../../failures/workError.ts';
import { type RunFfmpegOptions, runFfmpeg } from '../../../media/run/runFfmpeg.ts';
import { runWatchedFfmpeg, type WatchedOptions } from '../../../media/run/runWatchedFfmpeg.ts';

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

const PROGRESS = ['-progress', 'pipe:1'];

const run = (bin: string, more: Partial<RunFfmpegOptions> = {}) =>
  runFfmpeg({ bin, args: PROGRESS, cwd, signal: AbortSignal.timeout(20_000), maxSeconds: 20, ...more });

const runWatched = (bin: string, more: Partial<WatchedOptions> = {}) =>
  runWatchedFfmpeg({ bin, args: PROGRESS, cwd, deadlineMs: 20_000, graceMs: 50, ...more });

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
      onProgress: ({ outTimeSeconds }) => reached.push(outTimeSeconds),
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
  const stubborn = (...first: string[]) =>
    script(
      ...first,
      'trap "" TERM',
      '/bin/sleep 60 &',
      'echo $$ $! > pids.part',
      '/bin/mv pids.part pids',
      'while :; do wait; done',
    );

  test('is ended with all its children at the deadline', async () => {
    const bin = stubborn();

    await expect(runWatched(bin, { deadlineMs: 300 })).rejects.toMatchObject({
      failureClass: 'transient',
      code: 'deadline',
    });

    await expectAllEnded(pids());
  });

  test('is ended when its signal says so, with the signal’s reason and its own last words', async () => {
    const abort = new AbortController();
    const bin = stubborn('echo "frame 7 of 9" >&2');
    const started = appears('pids');
    const stopped = run(bin, { signal: abort.signal, graceMs: 50 });
    await started;

    abort.abort(new WorkError('lost-lease', { message: 'Another worker has it.' }));

    await expect(stopped).rejects.toMatchObject({
      code: 'lost-lease',
      message: 'Another worker has it.',
      detail: 'frame 7 of 9',
    });
    await expectAllEnded(pids());
  });

  test('is ended with a reason of any kind', async () => {
    const abort = new AbortController();
    const bin = stubborn();
    const started = appears('pids');
    const stopped = runWatched(bin, { signal: abort.signal });
    await started;
    const reason = new Error('Something newer has come.');

    abort.abort(reason);

    await expect(stopped).rejects.toBe(reason);
  });

  test.each([
    ['that it would tell', ['-progress', 'pipe:1']],
    ['and takes no processor time', ['-f', 'null']],
  ])('is ended when it makes no progress %s', async (_, args) => {
    const bin = stubborn();

    await expect(runWatched(bin, { args, stallMs: 300 })).rejects.toMatchObject({
      failureClass: 'transient',
      code: 'stalled',
    });
  });
});

test('a program that tells no progress is left alone while it computes', async () => {
  const bin = script('end=$(($(/bin/date +%s) + 3)); while [ $(/bin/date +%s) -lt $end ]; do :; done');

  await runWatched(bin, { args: ['-f', 'null'], stallMs: 1_000 });
});

test('a caller who stopped beforehand starts nothing', async () => {
  const bin = script('echo > started');

  const signal = AbortSignal.abort(new WorkError('aborted'));
  await expect(run(bin, { signal })).rejects.toMatchObject({ code: 'aborted' });
  expect(existsSync(join(cwd, 'started'))).toBe(false);
});

function pids(): number[] {
  return readFileSync(join(cwd, 'pids'), 'utf8').trim().split(' ').map(Number);
}

/** One that was killed lets go of its files, by which its end is known, a moment before it has ended. */
async function expectAllEnded(ids: number[]): Promise<void> {
  await vi.waitFor(() => expect(running(ids)).toEqual([]), { timeout: 5_000 });
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
