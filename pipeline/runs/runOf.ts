import type { Source } from '../../contract/job.ts';
import type { JobState } from '../../contract/jobState.ts';
import type { Status } from '../../contract/messages/status.ts';
import type { RenditionEnd, SourceRun } from '../../contract/sourceRun.ts';
import type { Failure } from '../../failures/failure.ts';
import { toldId } from '../notify/toldId.ts';

/** After these nothing comes unasked. What was superseded has no end: another job is made in its place. */
const ENDS: readonly string[] = ['complete', 'failed', 'dropped'] satisfies JobState[];

/** More of a sentence than this nobody reads, and a message of all renditions has 256 KB. */
const MAX_SENTENCE = 500;

/** The run that a status is of, with nothing noted in it. Null where it is of no source in one version, or of a clip. */
export function runOf({ source, wishes, wishFailure, jobId, clip }: Status): SourceRun | null {
  if (!source?.version || jobId === undefined || clip) return null;
  const { bucket, key, version } = source;
  return {
    id: toldId(bucket, key, version, wishes, wishFailure),
    ...{ bucket, key, version, ends: new Map() },
    // As this very code told them, or had them handed on by a later version.
    ...(wishes && { wishes: wishes as NonNullable<Source['wishes']> }),
    ...(wishFailure && { wishFailure }),
  };
}

/** How a rendition ended, as a status tells it; null where it did not. */
export function endOf(status: Status): RenditionEnd | null {
  const { state, jobId, output, failure, dropped, cost, timings, at } = status;
  if (!ENDS.includes(state) || jobId === undefined) return null;
  const createdAt = timings?.createdAt ?? at;
  return {
    ...{ order: orderOf(status), jobId, state, createdAt },
    endedAt: dropped?.at ?? timings?.endedAt ?? at,
    ...(output && { output }),
    ...(failure && { failure: inShort(failure) }),
    ...(dropped && { dropped }),
    ...cost,
  };
}

/** The attempt that began later ended later, in whatever order is told of them. */
export function orderOf({ timings, at }: Pick<Status, 'timings' | 'at'>): string {
  return `${timings?.startedAt ?? timings?.createdAt ?? at} ${at}`;
}

/** What is behind it a status tells. */
function inShort({ class: kind, code, message, operator }: Omit<Failure, 'class'> & { class: string }) {
  return {
    ...{ class: kind, code, message: message.slice(0, MAX_SENTENCE) },
    ...(operator !== undefined && { operator: operator.slice(0, MAX_SENTENCE) }),
  };
}
