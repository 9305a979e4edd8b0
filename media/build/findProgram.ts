import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first program of this name in the folders of `path`, which is as PATH is; undefined where there is none. */
export function findProgram(name: string, path = ''): string | undefined {
  const folders = path.split(delimiter).filter(Boolean);
  return folders.map(folder => join(folder, name)).find(isProgram);
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
