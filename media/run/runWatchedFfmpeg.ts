import { WorkError } from '../../failures/workError.ts';
import { type RunFfmpegOptions, runFfmpeg } from './runFfmpeg.ts';
import { type StallWatch, watchProcessorTime, watchSteps } from './stallWatch.ts';
import { Stop } from './stop.ts';

export interface WatchedOptions extends Omit<RunFfmpegOptions, 'maxSeconds' | 'onStart' | 'signal'> {
  /** Wall milliseconds from now. */
  deadlineMs: number;
  /** Ends an ffmpeg whose output, or without `-progress` whose processor time, stands still for this long. */
  stallMs?: number;
  /** Ends it for somebody else's reason. */
  signal?: AbortSignal;
}

/** Generous: a slow encoder on a busy core still writes a frame in this time. */
const STALL_MS = 120_000;

/**
 * Runs ffmpeg to its end, to its deadline, or until it makes no progress any more.
 * @throws {WorkError} deadline, stalled (transient); else as runFfmpeg.
 */
export async function runWatchedFfmpeg({
  deadlineMs,
  stallMs = STALL_MS,
  ...options
}: WatchedOptions): Promise<string> {
  using stop = new Stop(options.signal);
  stop.after(deadlineMs, late(deadlineMs));
  using watch = watchFor(options.args)(stallMs, () => stop.because(stalled(stallMs)));
  return await runFfmpeg({
    ...options,
    signal: stop.signal,
    maxSeconds: deadlineMs / 1_000,
    onStart: pid => watch.started(pid),
    onProgress: progress => {
      watch.reached(progress.outTimeSeconds);
      options.onProgress?.(progress);
    },
  });
}

function watchFor(args: string[]): (stallMs: number, onStall: () => void) => StallWatch {
  return args.includes('-progress') ? watchSteps : watchProcessorTime;
}

function late(ms: number): WorkError {
  return new WorkError('deadline', { message: `The encode did not end within ${Math.round(ms / 1_000)} s.` });
}

function stalled(ms: number): WorkError {
  return new WorkError('stalled', { message: `ffmpeg made no progress for ${Math.round(ms / 1_000)} s.` });
}
