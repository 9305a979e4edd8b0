import type { Probe } from '../../media/probe/probe.ts';
import type { JobItem } from '../job.ts';
import { EXPIRES_AT, LEDGER_KEY } from '../ledgerTable.ts';
import { keepProbe, keptProbe } from './keptProbe.ts';

type AnyPlan = NonNullable<JobItem['plan']>;

/**
 * The key of the item that holds what a job was planned to become, where the function that planned it makes it, too:
 * written once and long, it would be paid for again in each index with each change of the job.
 */
export function planKey({ jobId }: Pick<JobItem, 'jobId'>): { jobId: string } {
  return { [LEDGER_KEY]: `plan/${jobId}` };
}

/** A plan, and what was read of the source that it was made of. */
export interface Planned {
  plan: AnyPlan;
  /** Null where it was made of several. */
  probed: Probe | null;
}

/** That item. It expires at `expiresAt`, seconds since 1970. */
export function writePlan(job: Pick<JobItem, 'jobId'>, { plan, probed }: Planned, expiresAt: number) {
  return { ...planKey(job), [EXPIRES_AT]: expiresAt, plan, ...(probed && { probed: keepProbe(probed) }) };
}

/** The plan in such an item, as any version of the code may have written it. */
export function readPlan(item: Record<string, unknown>): AnyPlan {
  return item.plan as AnyPlan;
}

/** What was read of the job's source when it was planned; null where that has to be read anew. */
export function readProbed(item: Record<string, unknown>, { source }: Pick<JobItem, 'source'>): Probe | null {
  return keptProbe(item.probed, source.sizeBytes);
}
