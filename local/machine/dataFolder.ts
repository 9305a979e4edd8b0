import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '../../failures/configError.ts';

/** Where everything that the embedded runtime keeps lies. */
export interface DataFolder {
  path: string;
  /** A part of it, made when it is not there. */
  sub(name: string): string;
  /** Tells who looks at the lock where this runtime answers. */
  recordEndpoint(endpoint: string): void;
  close(): void;
}

/**
 * Opens a data folder for this process alone. The lock is SQLite's, which the system takes back even from a process
 * that was killed.
 * @throws {ConfigError} saying who holds the folder.
 */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  makeFolder(path);
  const holder = join(path, 'holder');
  const lock = takeLock(path, holder);
  writeFileSync(holder, `process ${process.pid}`);
  return {
    path,
    sub: name => {
      const part = join(path, name);
      mkdirSync(part, { recursive: true });
      return part;
    },
    recordEndpoint: endpoint => writeFileSync(holder, `process ${process.pid}, which answers at ${endpoint}`),
    close: () => lock.close(),
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new ConfigError(
      `Cannot make the data folder ${path}: ${(error as Error).message}. Choose another with --data.`,
    );
  }
}

function takeLock(path: string, holder: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    throw new ConfigError(
      `The data folder ${path} is held by ${readHolder(holder)}: stop it, or choose another folder with --data.`,
    );
  }
}

function readHolder(holder: string): string {
  try {
    return readFileSync(holder, 'utf8');
  } catch {
    return 'another process';
  }
}
