import { setTimeout } from 'node:timers/promises';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { formatSeconds } from '../../terminal/units.ts';
import { queueChecker } from './queueChecker.ts';
import { showJob } from './showJob.ts';
import type { Uploaded } from './uploadAll.ts';
import type { Awaited, Wait } from './wait.ts';

/**
 * Looks at the ledger until every rendition of every upload is complete or has failed; returns how many failed.
 * @throws {CommandError} 1 when the time is up, or when nothing is left that could begin a rendition.
 */
export async function waitForRenditions(wait: Wait): Promise<number> {
  const endsAt = performance.now() + (wait.timeoutMs ?? Number.POSITIVE_INFINITY);
  const checkQueues = queueChecker(wait);
  let failed = 0;
  let open: Awaited[] = wait.uploaded.flatMap(source =>
    wait.renditions.map(rendition => ({ source, rendition })),
  );
  while (true) {
    const jobs = await latestJobs(wait, new Set(open.map(one => one.source)));
    const jobOf = ({ source, rendition }: Awaited) =>
      jobs.get(source)?.find(one => one.rendition === rendition);
    open = open.filter(one => {
      const job = jobOf(one);
      const over = job !== undefined && isOver(job, wait.seen);
      showJob(wait.display, one, job, over);
      if (over && job.state === 'failed') failed += 1;
      return !over;
    });
    if (open.length === 0) return failed;
    const left = endsAt - performance.now();
    if (left <= 0) throw timeIsUp(open.length, wait);
    await checkQueues(open.filter(one => !hasBegun(jobOf(one), wait.seen)));
    await setTimeout(Math.min(wait.pollMs ?? 1_000, left), undefined, { signal: wait.signal });
  }
}

function timeIsUp(open: number, { timeoutMs = 0, uploaded, renditions }: Wait): CommandError {
  const all = uploaded.length * renditions.length;
  return new CommandError(
    1,
    `${open} of ${all} renditions were not over after ${formatSeconds(timeoutMs / 1_000)}; the work goes on, and "npx fanreel status" shows how far it is.`,
  );
}

/** A job that stands as it stood before the upload has not been touched. */
function hasBegun(job: LedgerJob | undefined, seen: Map<string, string>): boolean {
  return job !== undefined && seen.get(job.jobId) !== job.updatedAt;
}

async function latestJobs(wait: Wait, sources: Set<Uploaded>): Promise<Map<Uploaded, LedgerJob[]>> {
  const found = new Map<Uploaded, LedgerJob[]>();
  for (const source of sources) {
    wait.signal.throwIfAborted();
    const jobs = await wait.ledger.ofSource(source.bucket, source.key);
    found.set(
      source,
      jobs.filter(job => job.source.version === source.version),
    );
  }
  return found;
}

function isOver(job: LedgerJob, seen: Map<string, string>): boolean {
  if (job.state === 'complete') return true;
  return job.state === 'failed' && seen.get(job.jobId) !== job.updatedAt;
}
