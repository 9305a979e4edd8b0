import { endedChildrenSeconds, familySeconds } from '../meter/processorTime.ts';
import { listenToOthers, measureTurn } from '../meter/turn.ts';
import type { Pair } from './comparison.ts';

/** How many pairs are asked for, and when no further one is begun, by `performance.now()`. */
export interface Patience {
  pairs: number;
  deadline: number;
}

/**
 * Runs bare ffmpeg and fanreel in turns: as many pairs as are asked for, or as there is time for, one at least.
 * `index` tells the turns of fanreel apart, which is the process `pid` and all that it starts.
 */
export async function measurePairs(
  { pairs, deadline }: Patience,
  { pid }: { pid: number },
  turns: { bare(): Promise<unknown>; fanreel(index: number): Promise<unknown> },
): Promise<{ measured: Pair[]; othersBefore: number }> {
  const othersBefore = await listenToOthers();
  const measured: Pair[] = [];
  while (measured.length < pairs && (measured.length === 0 || performance.now() < deadline)) {
    measured.push({
      bare: await measureTurn(turns.bare, endedChildrenSeconds),
      fanreel: await measureTurn(
        () => turns.fanreel(measured.length),
        () => familySeconds(pid),
      ),
    });
  }
  return { measured, othersBefore };
}
