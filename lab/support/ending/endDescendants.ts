import { childPids } from './childPids.ts';
import { isAlive } from './isAlive.ts';

/** A stack closes within this time where nothing hangs; what lives then is killed. Milliseconds. */
const CLOSES_WITHIN_MS = 5_000;

/** A killed process is gone at once, but for one that waits for a disk. Milliseconds. */
const DIES_WITHIN_MS = 2_000;

const LOOK_EACH_MS = 20;

/**
 * Ctrl-C for each child of this process, and SIGKILL for what lives of it and of its own children some seconds later. Nothing else
 * of this process runs meanwhile, so that no code that waited for a child goes on and reports that it is gone.
 */
export function endDescendants(): void {
  const found = new Set<number>();
  const children = childPids(process.pid);
  lookFor(process.pid, found);
  for (const pid of children) send(pid, 'SIGINT');
  if (allGone(found, CLOSES_WITHIN_MS)) return;
  for (const pid of found) if (isAlive(pid)) send(pid, 'SIGKILL');
  allGone(found, DIES_WITHIN_MS);
}

/** A child whose parent ends before it is nobody's here, so each is remembered. */
function allGone(found: Set<number>, withinMs: number): boolean {
  const until = performance.now() + withinMs;
  const clock = new Int32Array(new SharedArrayBuffer(4));
  while (performance.now() < until) {
    lookFor(process.pid, found);
    for (const pid of [...found]) if (!isAlive(pid)) found.delete(pid);
    if (found.size === 0) return true;
    Atomics.wait(clock, 0, 0, LOOK_EACH_MS);
  }
  return false;
}

function lookFor(pid: number, found: Set<number>): void {
  for (const child of childPids(pid)) {
    if (isAlive(child)) found.add(child);
    lookFor(child, found);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
