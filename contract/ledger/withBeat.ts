import type { Attempt, JobItem } from '../job.ts';
import type { Beat } from './beat.ts';
import { turnOf } from './turn.ts';

/** A job's item, with the last that was heard of it, a change or a beat; absent where nobody beats. */
export type HeardItem = JobItem & { heardAt?: string; requestsUsd?: number };

/** Whoever makes such a job may have told more of it since its item was written. */
export function isUnderWay({ state }: Pick<JobItem, 'state'>): boolean {
  return state === 'running' || state === 'submitted';
}

/**
 * The item of a job with what was last heard of whoever makes it: `leaseUntil` is then until when that one has it. An
 * older version's worker does not beat, but writes all into the item.
 */
export function withBeat(item: JobItem, beat: Beat | undefined): HeardItem {
  const isNews = beat !== undefined && beat.turn >= (item.turn ?? turnOf(item));
  const heardAt = isNews && beat.at > item.updatedAt ? beat.at : item.updatedAt;
  if (item.state === 'submitted') {
    if (!isNews) return item;
    const { progress = item.progress, requestsUsd } = beat;
    return { ...item, progress, heardAt, ...(requestsUsd !== undefined && { requestsUsd }) };
  }
  if (item.state !== 'running' || item.beatBy === undefined) return item;
  if (!isNews) return { ...item, leaseUntil: item.beatBy };
  const { turn, at: _, leaseOwner: __, leaseUntil = item.beatBy, progress, encodeSeconds, ...decided } = beat;
  const attempts = turn === item.turn ? withEngine(item.attempts, decided.engine) : item.attempts;
  // What was handed over has been decided anew in the item, which the next beat repeats.
  return { ...decided, ...item, progress, encodeSeconds, attempts, leaseUntil, heardAt };
}

function withEngine(attempts: Attempt[], engine: Attempt['engine']): Attempt[] {
  if (engine === undefined) return attempts;
  return attempts.map((one, index) => (index === attempts.length - 1 ? { engine, ...one } : one));
}
