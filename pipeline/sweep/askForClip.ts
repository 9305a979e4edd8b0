import type { ClipStory } from '../../contract/clips/clipStory.ts';
import type { Job, Naming } from '../../contract/job.ts';
import type { Finished } from '../engines/mediaconvert/finished.ts';
import type { Ledger } from '../ports/ledger.ts';
import { lostTooOften, workersLost } from '../reconcile/askAgain.ts';
import type { JobRecords, RequestPublisher } from '../reconcile/reconcilePorts.ts';

export interface ClipAsking {
  records: Pick<JobRecords, 'end' | 'askedAgain'>;
  requests: Pick<RequestPublisher, 'publishClip'>;
  ledger: Pick<Ledger, 'get'>;
}

export interface OverdueClips {
  overdueMs: number;
  /** Of each rendition as it is deployed now, by its name. */
  namings: Map<string, Pick<Naming, 'presetHash'>>;
  maxReceiveCount: number;
}

/**
 * Asks again for a clip of which nothing is heard, as it was asked for: its message was lost, or lies in a DLQ. One of a preset that
 * is another one now is over, and so is one at which worker after worker died.
 */
export async function askForClip(
  job: Job,
  clip: ClipStory,
  { records, requests, ledger }: ClipAsking,
  { overdueMs, namings, maxReceiveCount }: OverdueClips,
): Promise<Finished | null> {
  if (isStillHidden(clip, overdueMs)) return null;
  const isCurrent = namings.get(job.rendition)?.presetHash === job.presetHash;
  if (!isCurrent || lostTooOften(job, maxReceiveCount)) {
    const change = isCurrent
      ? { state: 'failed' as const, failure: workersLost(job) }
      : { state: 'superseded' as const };
    if (!(await records.end(job, change))) return null;
    return { result: change.state, job: (await ledger.get(job.jobId)) ?? job };
  }
  if (!(await records.askedAgain(job))) return null;
  const { clipId, span } = clip;
  await requests.publishClip({ clipId, span, force: false, reason: `overdue: ${job.state}` }, job.rendition);
  return null;
}

/** Its message is to come when the next look is, which may be far off. */
function isStillHidden({ waits }: ClipStory, overdueMs: number): boolean {
  const next = waits.at(-1);
  return next !== undefined && Date.parse(next.nextAt) + overdueMs > Date.now();
}
