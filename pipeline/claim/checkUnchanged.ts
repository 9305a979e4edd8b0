import type { Source } from '../../contract/job.ts';
import type { Sources } from '../ports/sources.ts';
import { SourceGone } from './sourceGone.ts';
import { Superseded } from './superseded.ts';

/**
 * Looks whether a job's source is still what it began with.
 * @throws {Superseded} where it was overwritten; {SourceGone}.
 */
export async function checkUnchanged(
  { bucket, key, version }: Source,
  sources: Pick<Sources, 'describe'>,
): Promise<void> {
  const now = await sources.describe(bucket, key);
  if (!now) throw new SourceGone({ bucket, key });
  if (now.version === version) return;
  throw new Superseded(
    'source',
    `"${key}" was overwritten while it was encoded; this output is not published.`,
  );
}
