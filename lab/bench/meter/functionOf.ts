import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** Which function a sandbox of the runtime is of: it works in a folder of its function's name. Null where it has just ended. */
export function functionOf(pid: number): string | null {
  try {
    return basename(readlinkSync(`/proc/${pid}/cwd`)).replace(/-[0-9a-f]{8}$/, '');
  } catch {
    return null;
  }
}
