import { type FileHandle, open } from 'node:fs/promises';
import { fileRange } from '../../containers/bytes/fileRange.ts';
import { mergePieces, readMerged, readStaged } from '../../segments/index.ts';

/** Of a copy at once, bytes. */
const COPIED_BYTES = 8 * 1024 * 1024;

/**
 * Joins files of pictures, encoded alike, one behind the other, with one of sound: their indexes become one, in front, and
 * their data stays as it is.
 */
export async function joinFiles(
  { pictures, sound }: { pictures: string[]; sound: string | null },
  output: string,
): Promise<void> {
  await using files = new AsyncDisposableStack();
  const opened = async (path: string) => stagedIn(files.use(await open(path)));
  const pieces = await Promise.all(pictures.map(opened));
  const heard = sound === null ? null : await opened(sound);
  const merged = mergePieces(
    pieces.map(({ staged }) => staged),
    heard ? [heard.staged] : [],
  );
  const read = readMerged(merged, async (of, offset, length) => {
    const range = typeof of === 'number' ? pieces[of]?.range : heard?.range;
    if (!range) throw new TypeError('There is no such file.');
    return await range(offset, length);
  });
  const target = files.use(await open(output, 'w'));
  for (let at = 0; at < merged.sizeBytes; at += COPIED_BYTES) {
    await target.write(await read(at, Math.min(COPIED_BYTES, merged.sizeBytes - at)));
  }
}

async function stagedIn(file: FileHandle) {
  const { size } = await file.stat();
  const range = fileRange(file);
  return { range, staged: await readStaged(range, size) };
}
