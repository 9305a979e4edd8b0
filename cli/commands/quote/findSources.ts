import { statSync } from 'node:fs';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { videosBelow } from '../../source/videosBelow.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

/** One video that is to be priced. */
export interface QuotedSource {
  /** As it is shown. */
  name: string;
  /** Where it is read: a path, or an object's URL. */
  at: string;
}

/**
 * The videos that the arguments name: a file, all below a folder, an object by its URL, or by its key in the input bucket
 * where no such file is.
 * @throws {CommandError} 2 where a folder has none.
 */
export async function findSources(names: string[], options: ConnectionOptions): Promise<QuotedSource[]> {
  const found: QuotedSource[] = [];
  for (const name of names) found.push(...(await sourcesOf(name, options)));
  return found;
}

async function sourcesOf(name: string, options: ConnectionOptions): Promise<QuotedSource[]> {
  if (name.startsWith('s3://')) return [{ name, at: name }];
  const stats = statSync(name, { throwIfNoEntry: false });
  if (!stats) return [await objectOf(name, options)];
  return stats.isDirectory() ? inFolder(name) : [{ name, at: name }];
}

async function inFolder(folder: string): Promise<QuotedSource[]> {
  const { files, skipped } = await videosBelow(folder);
  if (files.length > 0) return files.map(({ path, key }) => ({ name: key, at: path }));
  throw new CommandError(2, `No video is in "${printable(folder)}" (${skipped} other files).`);
}

/** @throws {CommandError} 2 where there is neither a file nor a stack that could have the object. */
async function objectOf(key: string, options: ConnectionOptions): Promise<QuotedSource> {
  try {
    return await withDeployment(options, async ({ inputBucket }) => ({
      name: key,
      at: `s3://${inputBucket}/${key}`,
    }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      2,
      `There is no file "${printable(key)}", and its key in the input bucket cannot be looked up: ${why}`,
      error,
    );
  }
}
