import type { Worker } from 'node:worker_threads';

/** How often the thread is looked at, milliseconds. */
const INTERVAL_MS = 100;

/**
 * Ends a thread that uses more processor time from now on than `allowedSeconds` says. Time on the clock would not do:
 * on a busy machine, or in a function that is frozen between two events, it says nothing of the work.
 */
export function watchProcessor(worker: Worker, allowedSeconds: () => number): { end(): void } {
  let timer: NodeJS.Timeout | undefined;
  let before: NodeJS.CpuUsage | undefined;
  let hasEnded = false;
  const look = async () => {
    const now = await processorTime(worker);
    if (hasEnded) return;
    before ??= now;
    if (now && before && secondsOf(now) - secondsOf(before) > allowedSeconds()) await worker.terminate();
    else timer = setTimeout(look, INTERVAL_MS);
  };
  timer = setTimeout(look, INTERVAL_MS);
  return {
    end: () => {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}

/** Undefined before the thread has started and after its end. */
async function processorTime(worker: Worker): Promise<NodeJS.CpuUsage | undefined> {
  return await worker.cpuUsage().catch(() => undefined);
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}
