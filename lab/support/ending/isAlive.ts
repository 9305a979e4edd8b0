import { readFileSync } from 'node:fs';

/** Not one that has ended and whose parent has yet to take note of it: Node does so when its loop turns, and a container's first process perhaps never. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
