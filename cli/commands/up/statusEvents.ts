import type { Status } from '../../../contract/messages/status.ts';
import type { UpEvent } from './upEvent.ts';

/**
 * Turns status messages into events. An attempt's first message that names the engine and why is its routing; the
 * later ones of that attempt are progress.
 */
export function statusEvents(): (status: Status) => UpEvent | null {
  const routed = new Map<string, Status['attempt']>();
  return status => {
    const { at, state, jobId, rendition, source, messageId, attempt, engine } = status;
    const job = { at, rendition, ...known({ jobId, source, messageId, attempt, engine }) };
    if (state === 'running' || state === 'submitted') {
      if (!jobId || !engine || !status.reason) return null;
      if (routed.has(jobId) && routed.get(jobId) === attempt) {
        return { event: 'progress', ...job, ...known({ progress: status.progress }) };
      }
      routed.set(jobId, attempt);
      const { reason, predictedSeconds } = status;
      return { event: 'routed', ...job, ...known({ reason, predictedSeconds }) };
    }
    if (jobId) routed.delete(jobId);
    if (state === 'complete')
      return { event: 'complete', ...job, ...known({ output: status.output, warnings: status.warnings }) };
    const failure = known({ failure: status.failure });
    if (state === 'failed') return { event: 'failed', ...job, ...failure };
    if (state === 'held' && status.held) return { event: 'held', ...job, held: status.held };
    if (state === 'dropped' && status.dropped) return { event: 'dropped', ...job, dropped: status.dropped };
    if (state === 'pending' || state === 'not-available' || state === 'out-of-range')
      return { event: state, ...job, ...known({ reason: status.clip?.reason }) };
    return status.failure ? { event: 'retrying', ...job, ...failure } : null;
  };
}

/** The fields that have a value. */
function known<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
