import type { Source } from '../../contract/job.ts';
import type { Sources } from '../worker/ports.ts';
import { sourceGone } from './sourceGone.ts';
import { Superseded } from './superseded.ts';

/**
 * Looks whether a job's source is still what it began with.
 * @throws {Superseded} where it was overwritten; {WorkError} input/source-gone.
 */
export async function checkSource({ bucket, key, version }: Source, sources: Sources): Promise<void> {
  const now = await sources.describe(bucket, key);
  if (!now) throw sourceGone({ bucket, key });
  if (now.version === version) return;
  throw new Superseded(
    'source',
    `"${key}" was overwritten while it was encoded; this output is not published.`,
  );
}
