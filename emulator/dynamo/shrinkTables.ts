import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Level } from 'level';

/** Less than this is not worth the time, bytes. */
const SMALL_BYTES = 64 * 1_048_576;
/** Only a folder that has grown by so much since it was last written anew can hold much that is overwritten. */
const GROWN_BY = 3;

/** Written at once, bytes; and entries read ahead at once. */
const BATCH_BYTES = 4 * 1_048_576;
const BATCH_ENTRIES = 256;

/** In the folder, beside LevelDB's own files: its size after it was written anew, bytes. */
const SIZE_FILE = 'fanreel-size';

/**
 * Writes a LevelDB folder anew when most of it may be what was overwritten or deleted: runs of earlier versions left
 * hundreds of megabytes in it. LevelDB's own compaction leaves what lies in the deepest level, so what still counts is
 * copied to a folder beside it, which then takes its place. A start that is cut off at any moment leaves the one or the
 * other, whole. For a folder that nobody has open.
 */
export async function shrinkTables(folder: string, notify: (sentence: string) => void): Promise<void> {
  const old = `${folder}.old`;
  const fresh = `${folder}.new`;
  if (existsSync(old) && !existsSync(folder)) renameSync(old, folder);
  for (const left of [old, fresh]) rmSync(left, { recursive: true, force: true });
  const sizeBytes = sizeOf(folder);
  if (sizeBytes < Math.max(SMALL_BYTES, GROWN_BY * sizeAfterCopy(folder))) return;

  notify(`The tables have grown to ${megabytes(sizeBytes)}; what is overwritten is being removed ...`);
  try {
    await copy(folder, fresh);
  } catch (error) {
    // The start goes on with what is there: it needs no more room than the run before, which the copy may have lacked.
    rmSync(fresh, { recursive: true, force: true });
    return notify(`That failed, and the tables stay as they are: ${(error as Error).message}`);
  }
  const copiedBytes = sizeOf(fresh);
  writeFileSync(join(fresh, SIZE_FILE), String(copiedBytes));
  renameSync(folder, old);
  renameSync(fresh, folder);
  rmSync(old, { recursive: true });
  notify(`The tables have ${megabytes(copiedBytes)} now.`);
}

async function copy(from: string, to: string): Promise<void> {
  const encodings = { keyEncoding: 'view', valueEncoding: 'view' } as const;
  const source = new Level<Uint8Array, Uint8Array>(from, { ...encodings, createIfMissing: false });
  const target = new Level<Uint8Array, Uint8Array>(to, { ...encodings, errorIfExists: true });
  try {
    const entries = source.iterator({ fillCache: false, highWaterMarkBytes: BATCH_BYTES });
    for (
      let part = await entries.nextv(BATCH_ENTRIES);
      part.length > 0;
      part = await entries.nextv(BATCH_ENTRIES)
    ) {
      await target.batch(part.map(([key, value]) => ({ type: 'put', key, value })));
    }
    // A write that is synced brings those before it to the disk too.
    await target.batch([{ type: 'del', key: new Uint8Array([0]) }], { sync: true });
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

/** 0 for a folder that is not there. LevelDB, which may still be at work on one that was closed just now, removes files meanwhile. */
function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  const sizes = readdirSync(folder).map(
    name => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** 0 for one that was never copied. */
function sizeAfterCopy(folder: string): number {
  const path = join(folder, SIZE_FILE);
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) || 0 : 0;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`;
}
