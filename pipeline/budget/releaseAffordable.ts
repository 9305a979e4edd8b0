import type { Job } from '../../contract/job.ts';
import { dayOf } from '../../contract/ledgerTable.ts';
import type { DaySums } from '../ports/daySums.ts';
import type { Budget } from '../worker/settings.ts';
import { type ReleasePorts, releaseJob } from './releaseJob.ts';

/**
 * Lets those of the held jobs go, in the order in which they were held, that no budget stands against any more: it is another
 * day, others cost less than was predicted, or the profile allows more. Each is held again should others be quicker to spend it.
 */
export async function releaseAffordable(
  held: AsyncIterable<Job>,
  { perJobUsd = Number.POSITIVE_INFINITY, perDayUsd }: Budget,
  { daySums, ...ports }: ReleasePorts & { daySums: Pick<DaySums, 'of'> },
): Promise<void> {
  let left = Number.POSITIVE_INFINITY;
  if (perDayUsd !== undefined) left = perDayUsd - (await daySums.of(dayOf(new Date().toISOString()))).usd;
  for await (const job of held) {
    if (job.state !== 'held') continue;
    const { usd, paidUsd } = job.held;
    if (usd > left || usd + paidUsd > perJobUsd) continue;
    if (await releaseJob(job, ports)) left -= usd;
  }
}
