import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ends every process that works in `folder` (its current folder is in it), but this one. Encoders run in process
 * groups of their own and outlive a parent that was killed; where they work is what still tells whose they are.
 */
export function killProcessesIn(folder: string): void {
  for (const pid of processIds()) {
    if (pid === process.pid || !worksIn(folder, pid)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** Ends what works in a folder and removes its files. The folder itself stays, for it may be a disk of its own. */
export function clearFolder(folder: string): void {
  killProcessesIn(folder);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Resident memory of a process and all its descendants, MB. */
export function residentMb(pid: number): number {
  let pages = 0;
  for (const member of family(pid)) {
    const statm = read(`/proc/${member}/statm`);
    pages += Number(statm?.split(' ')[1] ?? 0);
  }
  return (pages * 4_096) / 1_048_576;
}

function family(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`)?.trim();
  // Node spawns from its main thread, ffmpeg spawns nothing: the main thread's children are all there are.
  return [pid, ...(children ? children.split(' ').map(Number).flatMap(family) : [])];
}

function worksIn(folder: string, pid: number): boolean {
  try {
    const cwd = readlinkSync(`/proc/${pid}/cwd`);
    return cwd === folder || cwd.startsWith(`${folder}/`);
  } catch {
    return false;
  }
}

/** None where there is no /proc (macOS): there, a killed worker's encoder ends at its own deadline. */
function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
