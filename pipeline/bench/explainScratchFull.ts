import { statfs } from 'node:fs/promises';
import { asFailure } from '../../failures/failure.ts';
import { WorkError } from '../../failures/workError.ts';

/** Less than this is as good as nothing, bytes: the least that a file system gives out at a time, and some. */
const MIN_BYTES = 64 * 1024;

/**
 * The error, or that scratch is full: programs that cannot write what they made end well or say anything at all, and a
 * good video would be taken for a damaged one.
 */
export async function explainScratchFull(error: unknown, folder: string): Promise<unknown> {
  if (asFailure(error).class === 'transient') return error;
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= MIN_BYTES) return error;
  return new WorkError('scratch-full', { cause: error });
}
