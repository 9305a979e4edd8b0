import type { Job } from '../job.ts';
import type { Listed } from './reconcilePorts.ts';

/** How one rendition of one source stands. `missing` is what has to be asked for again. */
export type Standing = 'complete' | 'running' | 'submitted' | 'queued' | 'failed' | 'missing';

export interface Look {
  /** The source's newest version. */
  source: Listed;
  /** Its jobs for this rendition, of any version. */
  jobs: Job[];
  /** What stands under the output's key. */
  output: Listed | undefined;
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
 * Tells how a rendition of a source stands, from the bucket, the ledger and the output's bucket. A job that was begun
 * after the source's last change is of its newest version, since every job takes the newest.
 */
export function standingOf({ source, jobs, output, overdueMs, now }: Look): Stood {
  const job = jobs
    .filter(one => one.presetHash !== '' && Date.parse(one.createdAt) >= source.modified - CLOCK_SLACK_MS)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  if (!job) return { standing: withoutJob(source, output, now - overdueMs) };
  const isOverdue = Date.parse(job.updatedAt) < now - overdueMs;
  switch (job.state) {
    case 'complete':
      if (output) return { standing: 'complete', job };
      return { standing: isOverdue ? 'missing' : 'queued', job };
    case 'superseded':
      if (output && output.modified >= source.modified) return { standing: 'complete', job };
      return { standing: isOverdue ? 'missing' : 'queued', job };
    case 'running':
      return { standing: isOverdue && (job.leaseUntil ?? 0) < now ? 'missing' : 'running', job };
    case 'queued':
      return { standing: isOverdue ? 'missing' : 'queued', job };
    default:
      return { standing: job.state, job };
  }
}

/** S3's clock and a function's may differ, and S3 tells whole seconds. */
const CLOCK_SLACK_MS = 2_000;

/** Its item has expired, or its event never came. */
function withoutJob(source: Listed, output: Listed | undefined, overdueBefore: number): Standing {
  if (output && output.modified >= source.modified) return 'complete';
  return source.modified < overdueBefore ? 'missing' : 'queued';
}
