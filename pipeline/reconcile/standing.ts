import type { Job } from '../../contract/job.ts';
import type { Receipt } from '../../contract/messages/reconcile.ts';
import type { Listed, Written } from './reconcilePorts.ts';

/** How one rendition of one source stands. `missing` is what has to be asked for again. */
export type Standing = Exclude<keyof Receipt, 'received'>;

export interface Evidence {
  /** The source's newest version. */
  source: Listed;
  /** Its jobs for this rendition, of any version. */
  jobs: Job[];
  /** What stands under the output's key. */
  output: Written | undefined;
  /** A job or an upload without news for so long is overdue, milliseconds. */
  overdueMs: number;
  now: number;
}

export interface Stood {
  standing: Standing;
  /** The job that it is about: of the source's newest version. */
  job?: Job;
}

/**
 * Tells how a rendition of a source stands, from the bucket, the ledger and the output's bucket. A job whose last
 * attempt began after the source's last change is of its newest version, since every attempt takes the newest.
 */
export function standingOf({ source, jobs, output, overdueMs, now }: Evidence): Stood {
  const job = jobs
    .filter(one => one.presetHash !== '' && Date.parse(begunAt(one)) >= source.modified - CLOCK_SLACK_MS)
    .sort((a, b) => begunAt(b).localeCompare(begunAt(a)))[0];
  if (!job) return { standing: withoutJob(source, output, now - overdueMs) };
  const isOverdue = Date.parse(job.heardAt ?? job.updatedAt) < now - overdueMs;
  switch (job.state) {
    case 'complete':
      if (output && isAsMade(output, job)) return { standing: 'complete', job };
      return { standing: isOverdue ? 'missing' : 'queued', job };
    case 'superseded':
      if (output && output.modified >= source.modified) return { standing: 'complete', job };
      // The sweep may have ended it a moment ago, for want of anybody who would.
      return { standing: Date.parse(begunAt(job)) < now - overdueMs ? 'missing' : 'queued', job };
    case 'running':
      return { standing: isOverdue && (job.leaseUntil ?? 0) < now ? 'missing' : 'running', job };
    case 'queued':
      return { standing: isOverdue ? 'missing' : 'queued', job };
    case 'pending':
    case 'not-available':
    case 'out-of-range':
      return { standing: 'queued', job }; // clips only, which are made of no upload
    default:
      return { standing: job.state, job };
  }
}

/** The same bytes uploaded anew are the same job, created long before, where the bucket keeps no versions. */
function begunAt({ attempts, createdAt }: Job): string {
  return attempts.at(-1)?.startedAt ?? createdAt;
}

/** S3's clock and a function's may differ, and S3 tells whole seconds. */
const CLOCK_SLACK_MS = 2_000;

/** Somebody may have written over it; what another job of ours made there is found by a closer look. */
function isAsMade({ eTag }: Written, { output }: Extract<Job, { state: 'complete' }>): boolean {
  return output.eTag === eTag;
}

/** Its item has expired, or its event never came. */
function withoutJob(source: Listed, output: Written | undefined, overdueBefore: number): Standing {
  if (output && output.modified >= source.modified) return 'complete';
  return source.modified < overdueBefore ? 'missing' : 'queued';
}
