import { type ChildProcess, type IOType, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { cpus } from 'node:os';
import { ConfigError } from '../../failures/configError.ts';
import { WorkError } from '../../failures/workError.ts';
import { CANNOT_START, confine, type Limits } from './confine.ts';
import { DISK_FULL } from './diskFull.ts';
import { ffmpegFailure } from './ffmpegFailure.ts';
import { type Progress, progressParser } from './ffmpegProgress.ts';
import { inheritedFiles } from './inheritedFiles.ts';
import { type StallWatch, watchProcessorTime, watchSteps } from './stallWatch.ts';
import { withoutPaths } from './withoutPaths.ts';

export interface RunFfmpegOptions {
  bin: string;
  args: string[];
  /** A folder of this job's own. */
  cwd: string;
  /** Wall milliseconds from now. */
  deadlineMs: number;
  /** The most any file it writes may have, as `outputBudget` says; enforced where confine can. */
  fileBytes?: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Ends an ffmpeg whose output, or without `-progress` whose processor time, stands still for this long. */
  stallMs?: number;
  /** Between SIGTERM and SIGKILL. */
  graceMs?: number;
}

/** Generous: a slow encoder on a busy core still writes a frame in this time. */
const STALL_MS = 120_000;
const GRACE_MS = 1_000;
const STDERR_BYTES = 4_096;

/**
 * Runs ffmpeg to its end: no environment (a stranger's file must find no credentials), no standard input, none of this
 * process's files, a process group of its own, the limits and the lack of a network that confine can give. Whatever
 * happens, nothing of it runs on when this returns. Returns the last of what it wrote to standard error, without this
 * machine's folders, as failures tell it too.
 * @throws {WorkError} deadline, aborted, stalled (transient), or what ffmpegFailure reads.
 * @throws {ConfigError} where `bin` cannot be started.
 */
export async function runFfmpeg(options: RunFfmpegOptions): Promise<string> {
  const { bin, args, cwd, deadlineMs, signal, onProgress } = options;
  const stallMs = options.stallMs ?? STALL_MS;
  const [file, argv] = await confine(bin, args, limitsOf(options));
  if (signal?.aborted) throw new WorkError('aborted');
  const child = start(file, argv, cwd);
  const stderr = tail(child);
  const words = () => withoutPaths(stderr(), args);

  let reason: WorkError | undefined;
  let grace: NodeJS.Timeout | undefined;
  const stop = (why: WorkError) => {
    if (reason) return;
    reason = why;
    signalGroup(child, 'SIGTERM');
    grace = setTimeout(() => signalGroup(child, 'SIGKILL'), options.graceMs ?? GRACE_MS);
  };

  const abort = () => stop(new WorkError('aborted'));
  signal?.addEventListener('abort', abort, { once: true });
  const deadline = setTimeout(
    () =>
      stop(
        new WorkError('deadline', {
          message: `The encode did not end within ${Math.round(deadlineMs / 1000)} s.`,
        }),
      ),
    deadlineMs,
  );
  const stalled = () =>
    stop(
      new WorkError('stalled', { message: `ffmpeg made no progress for ${Math.round(stallMs / 1000)} s.` }),
    );
  const watch = args.includes('-progress')
    ? watchSteps(stallMs, stalled)
    : watchProcessorTime(child.pid ?? 0, stallMs, stalled);
  readProgress(child, watch, onProgress);

  try {
    const [code, endSignal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (reason) throw withDetail(reason, words());
    // ffmpeg 5.1 ends with 0 when the disk is full at the end of the file, and small files are written only there.
    if (code !== 0 || DISK_FULL.test(stderr()))
      throw startRefusal(stderr(), bin) ?? ffmpegFailure({ code, signal: endSignal, stderr: words() });
    return words();
  } catch (error) {
    throw startFailure(error, bin);
  } finally {
    clearTimeout(deadline);
    watch.end();
    clearTimeout(grace);
    signal?.removeEventListener('abort', abort);
    signalGroup(child, 'SIGKILL');
  }
}

/** In the place of each file that the child would find open, it finds the null device. */
function start(file: string, argv: string[], cwd: string): ChildProcess {
  const nothing = openSync('/dev/null', 'r');
  const stdio: (IOType | number)[] = ['ignore', 'pipe', 'pipe'];
  for (const fd of inheritedFiles()) {
    while (stdio.length < fd) stdio.push('ignore');
    stdio[fd] = nothing;
  }
  try {
    return spawn(file, argv, { cwd, env: {}, detached: true, stdio });
  } finally {
    closeSync(nothing);
  }
}

/**
 * All cores until the deadline: reached only by an ffmpeg that nobody is left to stop, because this process was killed.
 */
function limitsOf({ deadlineMs, fileBytes }: RunFfmpegOptions): Limits {
  return { cpuSeconds: (deadlineMs / 1_000) * cpus().length, ...(fileBytes !== undefined && { fileBytes }) };
}

/** The last few KB of standard error, however much is written. */
function tail(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-STDERR_BYTES);
  });
  return () => text;
}

function readProgress(
  child: ChildProcess,
  watch: StallWatch,
  onProgress: RunFfmpegOptions['onProgress'],
): void {
  let reached = -1;
  const parse = progressParser(progress => {
    if (progress.outTimeSeconds > reached) watch.stepped();
    reached = Math.max(reached, progress.outTimeSeconds);
    onProgress?.(progress);
  });
  child.stdout?.setEncoding('utf8').on('data', parse);
}

/** The whole group, so that no child of ffmpeg's outlives it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

function withDetail({ code, message }: WorkError, stderr: string): WorkError {
  return new WorkError(code, { message, detail: stderr.trim() });
}

function startFailure(error: unknown, bin: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall?.startsWith('spawn') ? cannotStart(bin, String(code)) : error;
}

/** As startFailure, where it is for the confining program to say. */
function startRefusal(stderr: string, bin: string): ConfigError | undefined {
  const [, why] = CANNOT_START.exec(stderr) ?? [];
  return why === undefined ? undefined : cannotStart(bin, why);
}

function cannotStart(bin: string, why: string): ConfigError {
  return new ConfigError(`${bin} cannot be started (${why}): set FFMPEG_BIN to a working ffmpeg.`);
}
