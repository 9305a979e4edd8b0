import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Often enough to see an ffmpeg that runs for a tenth of a second a few times, milliseconds. */
const SAMPLE_MS = 15;

/**
 * Watches every ffmpeg that works inside `folder`. `take()` tells the most memory any one of them has held since the
 * last call, MB: the kernel's own high-water mark (VmHWM), read while they run, so that the last moments are missed. What runs
 * already is no ffmpeg that starts later.
 */
export function watchPeakMemory(folder: string): { take: () => number; stop: () => void } {
  let peak = 0;
  // To look at each program of a machine this often costs more than the work that is watched.
  const elders = new Set(readdirSync('/proc').filter(pid => !isOurs(pid, folder)));
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc')) {
      if (/^\d+$/.test(pid) && !elders.has(pid) && isOurs(pid, folder))
        peak = Math.max(peak, highWaterMb(pid));
    }
  }, SAMPLE_MS);
  return {
    take: () => {
      const taken = peak;
      peak = 0;
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}

function isOurs(pid: string, folder: string): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('ffmpeg')) return false;
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}

function highWaterMb(pid: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
