import type { Claim } from '../../claim/claim.ts';
import { statusOf } from '../../notify/statusOf.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Settings } from '../../worker/settings.ts';

/**
 * Tells the ledger and the status topic how much of a job (0 to 1) is done, no more often than the profile says. A report that
 * fails is dropped: the next one says more, and no encode should end over it.
 */
export function progressReporter(
  { job, owner }: Pick<Claim, 'job' | 'owner'>,
  { progressSeconds }: Pick<Settings, 'progressSeconds'>,
  { ledger, statuses }: Pick<Ports, 'ledger' | 'statuses'>,
): (share: number) => void {
  let last = performance.now();
  let reported = 0;
  return share => {
    const progress = Math.min(99, Math.floor(100 * share));
    const now = performance.now();
    if (now - last < progressSeconds * 1_000 || progress <= reported) return;
    last = now;
    reported = progress;
    void Promise.all([
      ledger.record(job.jobId, owner, { progress }),
      statuses.publish(statusOf({ ...job, progress })),
    ]).catch(() => {});
  };
}
