import { isUnfinished } from '../../contract/jobState.ts';
import type { Metrics } from '../wire/metrics.ts';
import type { QueueDepth } from '../wire/queues.ts';
import type { SourceRow } from '../wire/sources.ts';
import { podsOf } from './podsOf.ts';

/** What sources and queues come to. */
export function metricsOf(sources: SourceRow[], queues: QueueDepth[]): Metrics {
  const states = sources.flatMap(({ renditions }) => renditions.map(({ state }) => state));
  const sum = (of: 'visible' | 'inFlight' | 'dead') => queues.reduce((total, queue) => total + queue[of], 0);
  return {
    sources: sources.length,
    complete: states.filter(state => state === 'complete').length,
    failed: states.filter(state => state === 'failed').length,
    unfinished: states.filter(isUnfinished).length,
    workers: podsOf(sources).length,
    outputBytes: sources.reduce((total, one) => total + one.outputBytes, 0),
    sourceBytes: sources.reduce((total, one) => total + one.sourceBytes, 0),
    ...{ visible: sum('visible'), inFlight: sum('inFlight'), dead: sum('dead') },
  };
}
