import { WorkError } from '../../../../failures/workError.ts';
import { Superseded } from '../../../../pipeline/claim/superseded.ts';
import { isRefused } from '../s3Errors.ts';

/** The client repeats a request that fails, but not one whose body breaks off. */
export const MAX_TRIES = 4;

/** Does work over where another try may help. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error) || tries === MAX_TRIES) throw error;
    }
  }
}

/** True where the next try would meet the same: S3 itself has told why, or the disk is full. */
export function isFinal(error: unknown): boolean {
  if (error instanceof Superseded || error instanceof WorkError || isRefused(error)) return true;
  return (error as NodeJS.ErrnoException).code === 'ENOSPC';
}
