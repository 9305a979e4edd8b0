import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own for scratch, small enough to be filled in a moment. */
export interface ScratchDisk {
  /** Takes all room for so long. */
  fill(ms: number): void;
  unmount(): void;
}

const SIZE_MB = 96;

/** Null where this machine does not let us mount one. */
export function mountScratch(folder: string): ScratchDisk | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const filler = join(folder, '.filler');
  let emptying: NodeJS.Timeout | undefined;
  const empty = () => rmSync(filler, { force: true });
  const unmount = () => {
    clearTimeout(emptying);
    process.off('exit', unmount);
    empty();
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
  };
  // Where the suite is interrupted: before the folder around it is removed.
  process.prependOnceListener('exit', unmount);
  return {
    fill: ms => {
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize));
      } catch {
        // A worker took the last of it first: it is full either way.
      }
      emptying = setTimeout(empty, ms);
    },
    unmount,
  };
}
