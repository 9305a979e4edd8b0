import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileRange } from '../../media/containers/bytes/fileRange.ts';
import type { ConnectionOptions } from '../aws/connection.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import { openObject } from './openObject.ts';
import type { OpenSource } from './openSource.ts';

/**
 * Opens a file, or an object as `s3://bucket/key`, for `work`.
 * @throws {CommandError} 2 when it is not there, not a file or not to be read.
 */
export async function withSource<T>(
  name: string,
  options: ConnectionOptions,
  work: (source: OpenSource) => Promise<T>,
): Promise<T> {
  if (name.startsWith('s3://')) return openObject(name, options, work);
  await checkFile(name);
  // A pipe put in the file's place meanwhile must not be waited for.
  await using file = await open(name, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const { size } = await file.stat();
  return await work({
    sizeBytes: size,
    path: resolve(name),
    readRange: fileRange(file),
  });
}

async function checkFile(name: string): Promise<void> {
  const shown = `"${printable(name)}"`;
  try {
    const stats = await stat(name);
    if (stats.isDirectory()) throw new CommandError(2, `${shown} is a folder; name one video file in it.`);
    if (!stats.isFile()) throw new CommandError(2, `${shown} is not a file; name a video file.`);
    await (await open(name)).close();
  } catch (error) {
    throw explain(error, shown);
  }
}

function explain(error: unknown, shown: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new CommandError(2, `There is no file ${shown}; check the path.`, error);
    case 'EACCES':
    case 'EPERM':
      return new CommandError(2, `${shown} may not be read; change its permissions.`, error);
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'ERR_INVALID_ARG_VALUE':
      return new CommandError(2, `${shown} cannot be a file's path (${code}); check it.`, error);
    default:
      return error;
  }
}
