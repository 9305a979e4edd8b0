import type { Claim } from '../../claim/claim.ts';
import { isProgressNews } from '../../notify/isProgressNews.ts';
import { statusOf } from '../../notify/statusOf.ts';
import type { Ports } from '../../ports/ports.ts';
import { PROGRESS_NEWS_SECONDS, type Settings } from '../../worker/settings.ts';

/**
 * Tells the ledger how much of a job (0 to 1) is done, no more often than the profile says, and the status topic in the
 * profile's steps, which of a short encode would follow one upon the other. A report that fails is dropped: the next one says more, and no encode should end over it.
 */
export function progressReporter(
  { job, lease }: Pick<Claim, 'job' | 'lease'>,
  settings: Pick<Settings, 'progressSeconds' | 'progressNewsPercent'>,
  { statuses }: Pick<Ports, 'statuses'>,
): (share: number) => void {
  let last = performance.now();
  let reported = 0;
  let news = { at: last, progress: 0 };
  return share => {
    const progress = Math.min(99, Math.floor(100 * share));
    const now = performance.now();
    if (now - last < settings.progressSeconds * 1_000 || progress <= reported) return;
    lease.report(progress);
    const isDue = now - news.at >= PROGRESS_NEWS_SECONDS * 1_000;
    if (isDue && isProgressNews(progress, news.progress, settings)) {
      news = { at: now, progress };
      void statuses.publish(statusOf({ ...job, progress })).catch(() => {});
    }
    last = now;
    reported = progress;
  };
}
