import type { Job } from '../../contract/job.ts';
import { alsoWished } from '../../contract/wishes/wishesOf.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Ports } from '../ports/ports.ts';
import { isSameWork } from '../wishes/isSameWork.ts';
import { SourceGone } from './sourceGone.ts';
import { type Successor, Superseded } from './superseded.ts';

/**
 * Looks whether a job's source is still what it began with, and wished as it was then.
 * @throws {Superseded} where it was overwritten, or is to be made in another way; {SourceGone}.
 */
export async function checkUnchanged(
  { source, rendition }: Pick<Job, 'source' | 'rendition'>,
  kind: Preset['kind'],
  {
    sources,
    ledger,
  }: { sources: Pick<Ports['sources'], 'describe'>; ledger: Pick<Ports['ledger'], 'requested'> },
): Promise<void> {
  const { bucket, key, version } = source;
  const [now, request] = await Promise.all([
    sources.describe(bucket, key),
    kind === 'clip' ? null : ledger.requested(source, rendition),
  ]);
  if (!now) throw new SourceGone({ bucket, key });
  if (now.version !== version) throw changed('source', key, 'was overwritten');
  if (kind === 'clip') return;
  if (!isSameWork(alsoWished(now, request), source, kind))
    throw changed('wish', key, 'is wished otherwise than it was');
}

function changed(by: Successor, key: string, how: string): Superseded {
  return new Superseded(by, `"${key}" ${how} while it was encoded; this output is not published.`);
}
