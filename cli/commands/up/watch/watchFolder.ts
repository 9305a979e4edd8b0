import { lstatSync, realpathSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { besideOf } from '../../../../contract/wishes/sidecar.ts';
import { decideUpload } from '../../../../pipeline/uploads/decideUpload.ts';
import { fileHead } from '../../../../pipeline/uploads/fileHead.ts';
import { walkFiles } from '../../../source/walkFiles.ts';
import { isWishesOfVideo } from '../../../source/wishesBeside.ts';
import { type SeenFile, StableFiles } from './stableFiles.ts';
import { WaitingUploads } from './waitingUploads.ts';

export interface FolderWatch {
  folder: string;
  signal: AbortSignal;
  /** True for a file that need not be uploaded; asked only of files that were there from the start. */
  isStored(file: SeenFile): Promise<boolean>;
  upload(file: SeenFile): Promise<void>;
  /** Of a file that tells wishes of a video; it may be stored already. */
  uploadWishes(file: SeenFile): Promise<void>;
  /** A file is not a video: why, as a clause. It is not looked at again until it changes. */
  onIgnored(file: SeenFile, reason: string): void;
  /** An upload failed (`file` given) or the folder cannot be read; it is tried again after `retryInSeconds`. */
  onFailure(failure: { file: SeenFile | null; error: unknown; retryInSeconds: number }): void;
  /** Time between two looks, milliseconds. */
  lookMs?: number;
}

/** Time between two looks, milliseconds; a timer may end a little early. */
const LOOK_MS = 1_000;
const SETTLED_SHARE = 0.9;

/**
 * Uploads every video below a folder once it has stopped growing, one after the other, until the signal aborts. The
 * folder is looked at again and again: file system events are lost on network shares and say nothing of "complete".
 */
export async function watchFolder(watch: FolderWatch): Promise<void> {
  const folder = realpathSync(watch.folder);
  const lookMs = watch.lookMs ?? LOOK_MS;
  const stable = new StableFiles(lookMs * SETTLED_SHARE);
  const waiting = new WaitingUploads();
  const atStart = new Set(look(folder).map(file => file.path));
  const lookAgain = looker(folder, watch);
  while (!watch.signal.aborted) {
    const files = lookAgain();
    if (files) {
      for (const file of stable.look(files, performance.now())) waiting.add(file);
      waiting.keepOnly(files);
    }
    for (const file of wishesFirst(waiting.due(performance.now())))
      await uploadOne(file, watch, waiting, atStart);
    await pause(lookMs, watch.signal);
  }
}

/** So that a video is made as it is wished at once. */
function wishesFirst(files: SeenFile[]): SeenFile[] {
  return files.toSorted((a, b) => Number(besideOf(b.key) !== null) - Number(besideOf(a.key) !== null));
}

async function uploadOne(
  file: SeenFile,
  watch: FolderWatch,
  waiting: WaitingUploads,
  atStart: Set<string>,
): Promise<void> {
  if (watch.signal.aborted) return;
  try {
    const decision = await decideUpload(file.key, () => fileHead(file.path));
    if (decision === 'video') {
      if (!(atStart.has(file.path) && (await watch.isStored(file)))) await watch.upload(file);
    } else if (await isWishesOfVideo(file.path)) await watch.uploadWishes(file);
    else watch.onIgnored(file, decision.leftAlone);
    // What changes after this is news, wherever it was at the start.
    atStart.delete(file.path);
    waiting.done(file);
  } catch (error) {
    if (watch.signal.aborted) return;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') waiting.done(file);
    else watch.onFailure({ file, error, retryInSeconds: waiting.failed(file) });
  }
}

/** Looks at the folder; while it cannot be read (a share that is gone), that is told once and null comes back. */
function looker(folder: string, watch: FolderWatch): () => SeenFile[] | null {
  let lost = false;
  return () => {
    try {
      const files = look(folder);
      lost = false;
      return files;
    } catch (error) {
      if (!lost) watch.onFailure({ file: null, error, retryInSeconds: (watch.lookMs ?? LOOK_MS) / 1_000 });
      lost = true;
      return null;
    }
  };
}

function look(folder: string): SeenFile[] {
  return walkFiles(folder).flatMap(({ path, key }) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? [{ path, key, sizeBytes: stats.size, mtimeMs: stats.mtimeMs }] : [];
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}
