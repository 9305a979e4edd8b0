import { readdirSync, readFileSync } from 'node:fs';

/** Of open(2), in the octal digits that /proc shows. */
const O_CLOEXEC = 0o2_000_000;

/**
 * This process's open files, above the standard three, that a child would find open too. Node's own are none of them;
 * libraries that open files by themselves (LevelDB, under the local run's ledger) leave some. Empty where there is no /proc.
 */
export function inheritedFiles(): number[] {
  try {
    return readdirSync('/proc/self/fd').map(Number).filter(isInherited);
  } catch {
    return [];
  }
}

/** False for the one by which the folder was listed, which is closed by now. */
function isInherited(fd: number): boolean {
  if (fd <= 2) return false;
  try {
    const flags = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0;
  } catch {
    return false;
  }
}
