import type { RunningJob } from '../../contract/job.ts';
import type { Reservation } from '../../contract/ledger/daySum.ts';
import type { Held } from '../../contract/ledger/notRun.ts';
import { dayOf } from '../../contract/ledgerTable.ts';
import { roundedUsd } from '../../prices/cost.ts';
import type { DaySums } from '../ports/daySums.ts';
import type { Settings } from '../worker/settings.ts';

/** What stands against paying so much for a job's attempt; null where nothing does, and then the day's sum has it. */
export async function reserve(
  job: RunningJob,
  usd: number,
  { budget: { perJobUsd, perDayUsd } }: Pick<Settings, 'budget'>,
  daySums: DaySums,
): Promise<Held | null> {
  const paidUsd = paidFor(job);
  const held = (budget: string, limitUsd: number): Held => ({
    ...{ budget, limitUsd, usd: roundedUsd(usd), paidUsd },
    at: new Date().toISOString(),
  });
  const isFree = job.released !== undefined;
  if (perJobUsd !== undefined && !isFree && paidUsd + usd > perJobUsd) return held('perJobUsd', perJobUsd);
  if (perDayUsd === undefined) return null;
  const limit = isFree ? null : perDayUsd;
  return (await daySums.reserve(reservationOf(job), roundedUsd(usd), limit))
    ? null
    : held('perDayUsd', perDayUsd);
}

/** Of the job's last attempt. */
export function reservationOf({
  jobId,
  attempts,
  createdAt,
}: Pick<RunningJob, 'jobId' | 'attempts' | 'createdAt'>): Reservation {
  return { jobId, attempt: attempts.length, day: dayOf(attempts.at(-1)?.startedAt ?? createdAt) };
}

/** What its attempts have cost since it was complete for the last time: to make it again is paid for anew. */
function paidFor({ attempts }: RunningJob): number {
  const complete = attempts.findLastIndex(({ outcome }) => outcome === 'complete');
  return roundedUsd(attempts.slice(complete + 1).reduce((sum, { usd = 0 }) => sum + usd, 0));
}
