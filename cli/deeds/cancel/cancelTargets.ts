import { isUnfinished, UNFINISHED } from '../../../contract/jobState.ts';
import type { DropPorts } from '../../../pipeline/drop/dropJob.ts';
import type { Actor } from '../../operator/actor.ts';
import { dropAll } from '../../operator/dropAll.ts';
import { type Canceled, canceledOf, wouldBe } from './canceled.ts';
import type { Target } from './target.ts';

export interface CancelHow {
  /** Why, for the record. */
  reason?: string | undefined;
  dryRun?: boolean | undefined;
}

/** Ends these for good, each that is not over; what came of them, or in a dry run would come. */
export async function cancelTargets(
  targets: Target[],
  { reason, dryRun }: CancelHow,
  { actor, ports }: { actor: Actor; ports: DropPorts },
): Promise<Canceled[]> {
  if (dryRun) return targets.map(wouldBe);
  const by = { by: actor.by, at: actor.now().toISOString(), ...(reason && { reason }) };
  const wishes = targets.map(target => ({ ...target, states: UNFINISHED, by }));
  return (await dropAll(wishes, ports)).map(({ wish, result }) => canceledOf(wish, result));
}

/** Whether there is something of it to stop. */
export function isOpen({ unbegun, job }: Target): boolean {
  return unbegun !== undefined || (job !== undefined && isUnfinished(job.state));
}
