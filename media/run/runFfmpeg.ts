import { once } from 'node:events';
import { cpus } from 'node:os';
import { ConfigError } from '../../failures/configError.ts';
import { WorkError } from '../../failures/workError.ts';
import { CANNOT_START, confine, type Limits } from './confine.ts';
import { DISK_FULL } from './diskFull.ts';
import { ffmpegFailure } from './ffmpegFailure.ts';
import { signalGroup, startProcess, tailOfStderr } from './ffmpegProcess.ts';
import { type EncodeProgress, progressParser } from './ffmpegProgress.ts';
import { withoutPaths } from './withoutPaths.ts';

export interface RunFfmpegOptions {
  bin: string;
  args: string[];
  /** A folder of this job's own. */
  cwd: string;
  /** Ends it: SIGTERM, and a little later SIGKILL. */
  signal: AbortSignal;
  /** Wall seconds after which nobody waits for it; the kernel ends it by processor time where this process was killed. */
  maxSeconds: number;
  /** The most any file it writes may have, as `outputBudget` says; enforced where confine can. */
  fileBytes?: number;
  /** Hears its process id. */
  onStart?: (pid: number) => void;
  onProgress?: (progress: EncodeProgress) => void;
  /** Between SIGTERM and SIGKILL. */
  graceMs?: number;
}

const GRACE_MS = 1_000;

/** To ask takes two files of /proc and a millisecond each time. */
const CORES = cpus().length;

/**
 * Runs ffmpeg to its end: no environment (a stranger's file must find no credentials), no standard input, none of this
 * process's files, a process group of its own, the limits and the lack of a network that confine can give. Whatever
 * happens, nothing of it runs on when this returns. Returns the last of what it wrote to standard error, without this
 * machine's folders, as failures tell it too.
 * @throws the signal's reason, where that is a WorkError with ffmpeg's last words; {WorkError} what ffmpegFailure reads;
 * {ConfigError} where `bin` cannot be started.
 */
export async function runFfmpeg(options: RunFfmpegOptions): Promise<string> {
  const { bin, args, cwd, signal, graceMs = GRACE_MS } = options;
  const [file, argv] = await confine(bin, args, limitsOf(options));
  signal.throwIfAborted();
  const child = startProcess(file, argv, cwd);
  const stderr = tailOfStderr(child);
  const words = () => withoutPaths(stderr(), args);
  child.stdout?.setEncoding('utf8').on('data', progressParser(options.onProgress ?? (() => {})));

  let grace: NodeJS.Timeout | undefined;
  const end = () => {
    signalGroup(child, 'SIGTERM');
    grace = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  };
  signal.addEventListener('abort', end, { once: true });
  if (child.pid !== undefined) options.onStart?.(child.pid);

  try {
    const [code, endSignal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (signal.aborted) throw withWords(signal.reason, words());
    // ffmpeg 5.1 ends with 0 when the disk is full at the end of the file, and small files are written only there.
    if (code !== 0 || DISK_FULL.test(stderr()))
      throw startRefusal(stderr(), bin) ?? ffmpegFailure({ code, signal: endSignal, stderr: words() });
    return words();
  } catch (error) {
    throw startFailure(error, bin);
  } finally {
    clearTimeout(grace);
    signal.removeEventListener('abort', end);
    signalGroup(child, 'SIGKILL');
  }
}

/** All cores all the time: an ffmpeg that somebody waits for is ended before. */
function limitsOf({ maxSeconds, fileBytes }: RunFfmpegOptions): Limits {
  return { cpuSeconds: maxSeconds * CORES, ...(fileBytes !== undefined && { fileBytes }) };
}

function withWords(reason: unknown, words: string): unknown {
  if (!(reason instanceof WorkError)) return reason;
  const { code, message } = reason;
  return new WorkError(code, { message, detail: words.trim(), cause: reason });
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
