import pMap from 'p-map';
import { type DropPorts, dropJob } from '../../pipeline/drop/dropJob.ts';
import type { DropResult, DropWish } from '../../pipeline/drop/dropWish.ts';

const AT_ONCE = 8;

/** Drops these, some at a time; what came of each, in their order. */
export function dropAll<Wish extends DropWish>(
  wishes: Wish[],
  ports: DropPorts,
): Promise<{ wish: Wish; result: DropResult | null }[]> {
  return pMap(wishes, async wish => ({ wish, result: await dropJob(wish, ports) }), { concurrency: AT_ONCE });
}
