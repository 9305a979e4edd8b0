import { join } from 'node:path';
import { WorkError } from '../../failures/workError.ts';
import type { Bench } from '../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../media/run/runWatchedFfmpeg.ts';
import { Stop } from '../../media/run/stop.ts';
import type { Stopwatch } from '../attempt/stopwatch.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import { explainScratchFull } from './explainScratchFull.ts';
import { withScratch } from './scratch.ts';

/** Kept of the function's time for the checks and the upload, milliseconds. */
const AFTER_ENCODE_MS = 30_000;

/** Kept of the function's time for recording how it ended: the ledger, the queue, an answer; milliseconds. */
const FOR_THE_RECORD_MS = 5_000;

/** However little time is left, a try gets as much, milliseconds. */
const MIN_MS = 1_000;

/** What work at a bench is bounded by, and counted with. */
export interface BenchTime {
  received: Pick<QueueMessage, 'remainingMs'>;
  /** Runs while ffmpeg does. */
  encoding: Stopwatch;
  signal: AbortSignal;
}

type BenchSettings = Pick<
  Settings,
  'ffmpegBin' | 'scratchRoot' | 'stallSeconds' | 'progressSeconds' | 'onIncomplete'
>;

/**
 * Gives `work` a scratch folder and an ffmpeg that runs in it until the function's time is up or the signal aborts, which
 * `work`'s own signal then does as well.
 * @throws {WorkError} transient/scratch-full where that is why `work` failed, transient/deadline.
 */
export async function atBench<T>(
  { received, encoding, signal: outer }: BenchTime,
  settings: BenchSettings,
  onProgress: Bench['onProgress'],
  work: (bench: Bench, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  using stop = new Stop(outer);
  const leftMs = Math.max(MIN_MS, received.remainingMs() - FOR_THE_RECORD_MS);
  stop.after(leftMs, outOfTime(leftMs));
  const { signal } = stop;
  return await withScratch(settings.scratchRoot, async folder => {
    const bench: Bench = {
      folder,
      input: join(folder, 'source'),
      run: runIn({ folder, signal }, { received, encoding }, settings),
      onIncomplete: settings.onIncomplete,
      progressSeconds: tellSeconds(settings),
      onProgress,
    };
    return await work(bench, signal).catch(async error => {
      throw await explainScratchFull(error, folder);
    });
  });
}

/**
 * As often as the profile asks for, and twice at least before ffmpeg is taken to stand still. One that came a moment
 * too early would be left out, and so each comes a little late.
 */
function tellSeconds({ progressSeconds, stallSeconds }: BenchSettings): number {
  return Math.min(progressSeconds * 1.1, stallSeconds / 2);
}

/** ffmpeg as this function runs it, its time counted. */
function runIn(
  { folder, signal }: { folder: string; signal: AbortSignal },
  { encoding, received }: Pick<BenchTime, 'encoding' | 'received'>,
  { ffmpegBin, stallSeconds }: BenchSettings,
): Bench['run'] {
  return (args, more) =>
    encoding.time(() =>
      runWatchedFfmpeg({
        bin: ffmpegBin,
        args,
        cwd: folder,
        deadlineMs: Math.max(MIN_MS, received.remainingMs() - AFTER_ENCODE_MS),
        stallMs: stallSeconds * 1_000,
        signal,
        ...more,
      }),
    );
}

function outOfTime(ms: number): WorkError {
  return new WorkError('deadline', {
    message: `The job did not end within ${Math.round(ms / 1_000)} s, which is all that the function has.`,
  });
}
