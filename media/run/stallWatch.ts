import { readFileSync } from 'node:fs';

export interface StallWatch {
  /** It got on. */
  stepped(): void;
  end(): void;
}

/** Watches a program that tells of each step: `onStall` is called when `stallMs` pass without one. */
export function watchSteps(stallMs: number, onStall: () => void): StallWatch {
  // Timers run on the monotonic clock.
  const timer = setTimeout(onStall, stallMs);
  return { stepped: () => timer.refresh(), end: () => clearTimeout(timer) };
}

/**
 * Watches a program that tells nothing by the processor time it takes: `onStall` is called when it took none for
 * `stallMs`, within twice that time. Where the system does not tell (macOS), nothing is watched.
 */
export function watchProcessorTime(pid: number, stallMs: number, onStall: () => void): StallWatch {
  let seen = processorTicks(pid);
  const timer = setInterval(() => {
    const ticks = processorTicks(pid);
    if (ticks !== null && ticks === seen) onStall();
    seen = ticks;
  }, stallMs);
  return { stepped: () => {}, end: () => clearInterval(timer) };
}

/** User and system time of all its threads, in the kernel's ticks (proc(5): fields 14 and 15 of `stat`). */
function processorTicks(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything; field 3 follows it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return null;
  }
}
