import type { Source } from '../../contract/job.ts';
import { WorkError } from '../../failures/workError.ts';
import type { Sources } from '../ports/sources.ts';
import { Superseded } from './superseded.ts';

/** The object that was asked for is not there (any more). */
export class SourceGone extends WorkError {
  constructor({ bucket, key }: Pick<Source, 'bucket' | 'key'>) {
    super('source-gone', { message: `There is no object "${key}" in bucket "${bucket}"; upload it again.` });
  }
}

/** What is thrown of a source that cannot be read any more: it was overwritten, or deleted. */
export async function orSourceGone(
  error: unknown,
  source: Source,
  sources: Pick<Sources, 'describe'>,
): Promise<unknown> {
  if (!(error instanceof Superseded) || error.by !== 'source') return error;
  const now = await sources.describe(source.bucket, source.key).catch(() => source);
  return now ? error : new SourceGone(source);
}
