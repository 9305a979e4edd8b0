import type { JobState } from '../../contract/jobState.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import type { Pod } from '../wire/pods.ts';
import type { SourceRow } from '../wire/sources.ts';

/** Who works on these sources, the one that began last first. */
export function podsOf(sources: SourceRow[]): Pod[] {
  const pods = sources.flatMap(({ key, renditions }) =>
    renditions
      .filter(({ state, waits }) => !waits && isUnderWay({ state: state as JobState }))
      .map(({ jobId, rendition, state, engine, progress, startedAt, attempts, lost }) => ({
        ...{ jobId, rendition, key, state, engine, progress, startedAt },
        ...{ restarts: Math.max(0, attempts - 1), lost },
      })),
  );
  return pods.sort((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''));
}
