import { accessSync, constants, realpathSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { MAX_KEY_BYTES } from '../../../contract/keys/checkedKey.ts';
import { decideFile, type Found, videosBelow } from '../../source/videosBelow.ts';
import type { FoundFile } from '../../source/walkFiles.ts';
import { wishesBeside } from '../../source/wishesBeside.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

export interface FileToUpload extends FoundFile {
  /** Path of a file of wishes that lies beside it in the folder, and goes along. */
  wishes?: string;
}

export interface FoundUploads extends Found {
  files: FileToUpload[];
}

/**
 * The files that the arguments of `fanreel submit` name, each with its key: a file's base name, or its path below
 * the folder that was named.
 * @throws {CommandError} 2 for an argument that cannot be uploaded, and when there is nothing to upload.
 */
export async function findUploads(
  paths: string[],
  options: { key?: string; prefix?: string },
): Promise<FoundUploads> {
  const found: FoundUploads[] = [];
  for (const path of paths) {
    found.push(await (look(path).isDirectory() ? inFolder(path) : oneFile(path, options.key)));
  }
  const files = found.flatMap(one => one.files).map(file => withPrefix(file, options.prefix));
  if (options.key !== undefined && (paths.length > 1 || look(paths[0] ?? '').isDirectory())) {
    throw new CommandError(2, '--key names one object, so give it one file; --prefix goes before many keys.');
  }
  const skipped = found.reduce((sum, one) => sum + one.skipped, 0);
  if (files.length === 0) {
    throw new CommandError(2, `No video is in there (${skipped} other files), by name or by content.`);
  }
  checkKeys(files);
  return { files, skipped };
}

function look(path: string): Stats {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new CommandError(2, `There is no file "${printable(path)}"; check the path.`);
  if (!stats.isFile() && !stats.isDirectory()) {
    throw new CommandError(2, `"${printable(path)}" is neither a file nor a folder; name one of these.`);
  }
  return stats;
}

async function inFolder(path: string): Promise<FoundUploads> {
  readable(path);
  const { files, skipped } = await videosBelow(path);
  const all = await Promise.all(files.map(withWishes));
  return { files: all, skipped: skipped - all.filter(({ wishes }) => wishes !== undefined).length };
}

async function withWishes(file: FoundFile): Promise<FileToUpload> {
  const wishes = await wishesBeside(file.path);
  return { ...file, ...(wishes !== null && { wishes }) };
}

async function oneFile(path: string, key = basename(path)): Promise<FoundUploads> {
  readable(path);
  const file = { path: realpathSync(path), key };
  const decision = await decideFile(file);
  if (decision === 'video') return { files: [file], skipped: 0 };
  throw new CommandError(
    2,
    `"${printable(key)}" ${decision.leftAlone}, so nothing would be made of it; name a video.`,
  );
}

function readable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new CommandError(2, `"${printable(path)}" may not be read; change its permissions.`);
  }
}

function withPrefix(file: FileToUpload, prefix: string | undefined): FileToUpload {
  if (!prefix) return file;
  return { ...file, key: `${prefix}${prefix.endsWith('/') ? '' : '/'}${file.key}` };
}

function checkKeys(files: FileToUpload[]): void {
  const paths = new Map<string, string>();
  for (const { key, path } of files) {
    const other = paths.get(key);
    if (other !== undefined) {
      const both = `"${printable(other)}" and "${printable(path)}"`;
      throw new CommandError(
        2,
        `${both} would both become "${printable(key)}"; submit them one by one, with --prefix.`,
      );
    }
    if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
      throw new CommandError(
        2,
        `The key "${printable(key)}" is over S3's ${MAX_KEY_BYTES} bytes; give a shorter one with --key.`,
      );
    }
    paths.set(key, path);
  }
}
