import { readdirSync, readFileSync } from 'node:fs';

/** Of a process that has ended: none. */
export function childPids(pid: number): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).map(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'),
    );
    return children.join(' ').split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
