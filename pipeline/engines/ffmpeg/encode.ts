import { join } from 'node:path';
import type { Output } from '../../../contract/job.ts';
import { WorkError } from '../../../failures/workError.ts';
import type { Bench } from '../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import { Stop } from '../../../media/run/stop.ts';
import type { Claim } from '../../claim/claim.ts';
import type { Prepared } from '../../kinds/prepared.ts';
import type { Settings } from '../../worker/settings.ts';
import type { Worker } from '../../worker/worker.ts';
import { explainScratchFull } from './explainScratchFull.ts';
import { progressReporter } from './progressReporter.ts';
import { publishMade } from './publishMade.ts';
import { withScratch } from './scratch.ts';

/** Kept of the function's time for the checks and the upload, milliseconds. */
const AFTER_ENCODE_MS = 30_000;

/** Kept of the function's time for recording how it ended: the ledger, the queue, an answer; milliseconds. */
const FOR_THE_RECORD_MS = 5_000;

/** However little time is left, a try gets as much, milliseconds. */
const MIN_MS = 1_000;

/** Downloads the source, makes of it what was prepared, checks that and publishes it. */
export async function encode(prepared: Prepared, claim: Claim, worker: Worker): Promise<Output> {
  const { job, received } = claim;
  const { settings, ports } = worker;
  using stop = new Stop(claim.signal);
  const leftMs = Math.max(MIN_MS, received.remainingMs() - FOR_THE_RECORD_MS);
  stop.after(leftMs, outOfTime(leftMs));
  const { signal } = stop;
  return await withScratch(settings.scratchRoot, async folder => {
    const bench: Bench = {
      folder,
      input: join(folder, 'source'),
      run: runIn({ folder, signal }, claim, settings),
      onIncomplete: settings.onIncomplete,
      progressSeconds: tellSeconds(settings),
      onProgress: progressReporter(claim, settings, ports),
    };
    await ports.sources.download(job.source, bench.input, signal);
    const made = await prepared.make(bench).catch(async error => {
      throw await explainScratchFull(error, folder);
    });
    return publishMade(made, claim, ports, signal);
  });
}

/**
 * As often as the profile asks for, and twice at least before ffmpeg is taken to stand still. One that came a moment
 * too early would be left out, and so each comes a little late.
 */
function tellSeconds({ progressSeconds, stallSeconds }: Settings): number {
  return Math.min(progressSeconds * 1.1, stallSeconds / 2);
}

/** ffmpeg as this function runs it, its time counted. */
function runIn(
  { folder, signal }: { folder: string; signal: AbortSignal },
  { encoding, received }: Claim,
  { ffmpegBin, stallSeconds }: Settings,
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
