import type { JobItem } from '../job.ts';
import { EXPIRES_AT, LEDGER_KEY } from '../ledgerTable.ts';

type AnyPlan = NonNullable<JobItem['plan']>;

/**
 * The key of the item that holds what a job was planned to become, where the function that planned it makes it, too:
 * written once and long, it would be paid for again in each index with each change of the job.
 */
export function planKey({ jobId }: Pick<JobItem, 'jobId'>): { jobId: string } {
  return { [LEDGER_KEY]: `plan/${jobId}` };
}

/** That item. It expires at `expiresAt`, seconds since 1970. */
export function writePlan(job: Pick<JobItem, 'jobId'>, plan: AnyPlan, expiresAt: number) {
  return { ...planKey(job), [EXPIRES_AT]: expiresAt, plan };
}

/** The plan in such an item, as any version of the code may have written it. */
export function readPlan(item: Record<string, unknown>): AnyPlan {
  return item.plan as AnyPlan;
}
