import type { Plan } from '../media/plan.ts';
import type { Job } from './job.ts';
import { statusOf } from './statusOf.ts';
import type { Worker } from './worker.ts';

/**
 * Tells the ledger and the status topic how far an encode is, no more often than the profile says. A report that
 * fails is dropped: the next one says more, and no encode should end over it.
 */
export function progressReporter(
  job: Job & { plan: Plan },
  owner: string,
  worker: Worker,
): (progress: { outTimeSeconds: number }) => void {
  let last = performance.now();
  let reported = 0;
  return ({ outTimeSeconds }) => {
    const progress = Math.min(99, Math.floor((100 * outTimeSeconds) / job.plan.durationSeconds));
    const now = performance.now();
    if (now - last < worker.progressSeconds * 1_000 || progress <= reported) return;
    last = now;
    reported = progress;
    void Promise.all([
      worker.ledger.record(job.jobId, owner, { progress }),
      worker.statuses.publish(statusOf({ ...job, progress })),
    ]).catch(() => {});
  };
}
