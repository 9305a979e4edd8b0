import { setTimeout } from 'node:timers/promises';
import { isUnfinished } from '../../contract/jobState.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { CommandError } from '../terminal/commandError.ts';
import { formatSeconds } from '../terminal/units.ts';
import { OpenJobs } from './openJobs.ts';
import { queueChecker } from './queueChecker.ts';
import { showJob } from './showJob.ts';
import type { Awaited, Ended, Wait } from './wait.ts';

/**
 * Looks at the ledger until everything that is waited for is over, or held; returns how each ended.
 * @throws {CommandError} 1 when the time is up, or when nothing is left that could begin a rendition.
 */
export async function waitForRenditions(wait: Wait): Promise<Ended[]> {
  const endsAt = performance.now() + (wait.timeoutMs ?? Number.POSITIVE_INFINITY);
  const checkQueues = queueChecker(wait);
  const jobs = new OpenJobs(wait);
  // Of an older preset's and the one that was begun since, the one that was last heard of.
  const jobOf = ({ source, rendition }: Awaited) =>
    jobs
      .of(source)
      .filter(one => one.rendition === rendition)
      .reduce<LedgerJob | undefined>(
        (last, one) => (last && last.updatedAt > one.updatedAt ? last : one),
        undefined,
      );
  const ended: Ended[] = [];
  let open = wait.awaited;
  while (open.length > 0) {
    wait.signal.throwIfAborted();
    await jobs.look([...new Set(open.map(one => one.source))]);
    open = open.filter(one => {
      const job = jobOf(one);
      const over = job !== undefined && isOver(job, wait);
      showJob(wait, one, job, over);
      if (over) ended.push({ ...one, job });
      return !over;
    });
    wait.display.sum(sumOf(ended, open));
    if (open.length === 0) break;
    const left = endsAt - performance.now();
    if (left <= 0) throw timeIsUp(open.length, wait);
    await checkQueues(open.filter(one => !hasBegun(jobOf(one), wait.seen)));
    await setTimeout(Math.min(wait.pollMs ?? 1_000, left), undefined, { signal: wait.signal });
  }
  return ended;
}

function sumOf(ended: Ended[], open: Awaited[]): string {
  const failed = ended.filter(({ job }) => job.state === 'failed').length;
  const over = `${ended.length} of ${ended.length + open.length} renditions are over`;
  return failed > 0 ? `${over}, ${failed} of them failed` : over;
}

function timeIsUp(open: number, { timeoutMs = 0, awaited }: Wait): CommandError {
  return new CommandError(
    1,
    `${open} of ${awaited.length} renditions were not over after ${formatSeconds(timeoutMs / 1_000)}; the work goes on, and "npx fanreel status" shows how far it is.`,
  );
}

/** A job that stands as it stood before it was asked for has not been touched. */
function hasBegun(job: LedgerJob | undefined, seen: Map<string, string>): boolean {
  return job !== undefined && seen.get(job.jobId) !== job.updatedAt;
}

function isOver(job: LedgerJob, { seen, again = false }: Pick<Wait, 'seen' | 'again'>): boolean {
  const isAsBefore = seen.get(job.jobId) === job.updatedAt;
  if (job.state === 'complete' || job.state === 'superseded') return !(again && isAsBefore);
  // One that is held is not over, but nobody knows when it will be.
  return (!isUnfinished(job.state) || job.state === 'held') && !isAsBefore;
}
