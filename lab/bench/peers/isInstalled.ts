import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program is on PATH. */
export function isInstalled(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some(folder => canRun(join(folder, program)));
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
