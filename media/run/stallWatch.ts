import { readFileSync } from 'node:fs';

/** Watches a program from beside it, and tells when it stands still. */
export interface StallWatch extends Disposable {
  /** It runs, under this process id. */
  started(pid: number): void;
  /** It tells that it is so far, in any unit. */
  reached(place: number): void;
}

/** Watches a program that tells how far it is: `onStall` is called when `stallMs` pass without its getting on. */
export function watchSteps(stallMs: number, onStall: () => void): StallWatch {
  let timer: NodeJS.Timeout | undefined;
  let furthest = -1;
  return {
    // Timers run on the monotonic clock.
    started: () => {
      timer = setTimeout(onStall, stallMs);
    },
    reached: place => {
      if (place > furthest) timer?.refresh();
      furthest = Math.max(furthest, place);
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/**
 * Watches a program that tells nothing by the processor time it takes: `onStall` is called when it took none for
 * `stallMs`, within twice that time. Where the system does not tell (macOS), nothing is watched.
 */
export function watchProcessorTime(stallMs: number, onStall: () => void): StallWatch {
  let timer: NodeJS.Timeout | undefined;
  return {
    started: pid => {
      let seen = processorTicks(pid);
      timer = setInterval(() => {
        const ticks = processorTicks(pid);
        if (ticks !== null && ticks === seen) onStall();
        seen = ticks;
      }, stallMs);
    },
    reached: () => {},
    [Symbol.dispose]: () => clearInterval(timer),
  };
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
